package io.github.websocketecho.scenario;

import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/** Messages that several verdicts share. */
final class VerdictMessages {

  private VerdictMessages() {}

  /** The subject of a sentence on an opening handshake. Behind a proxy it may be the proxy. */
  static MessageSourceResolvable subject(Transcript seen) {
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

  /** Whether the opening handshake has a header that proxies add. */
  static boolean isProxied(Transcript seen) {
    return seen.handshake().requestHeaders().keySet().stream()
        .anyMatch(name -> name.matches("(?i)via|forwarded|x-forwarded-.*"));
  }
}
