package io.github.websocketecho.scenario;

import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** The words that verdicts have in common, for a message source. */
final class VerdictWords {

  private VerdictWords() {}

  /** Who did what is seen in an opening handshake: behind a proxy it may have been the proxy. */
  static MessageSourceResolvable who(Transcript seen) {
    return isProxied(seen) ? message("verdict.subject.clientOrProxy") : client();
  }

  static MessageSourceResolvable client() {
    return message("verdict.subject.client");
  }

  static MessageSourceResolvable code(CloseFrame close) {
    @Nullable Integer code = close.code();
    return code == null
        ? message("verdict.code.none")
        : message("verdict.code.some", code.toString());
  }

  static MessageSourceResolvable remark(String code, Object... arguments) {
    return message("verdict.remark." + code, arguments);
  }

  private static MessageSourceResolvable message(String code, Object... arguments) {
    return new DefaultMessageSourceResolvable(new String[] {code}, arguments);
  }

  static boolean isProxied(Transcript seen) {
    return seen.handshake().requestHeaders().keySet().stream()
        .anyMatch(name -> name.matches("(?i)via|forwarded|x-forwarded-.*"));
  }
}
