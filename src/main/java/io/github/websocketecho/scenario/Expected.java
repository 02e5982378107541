package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import org.jspecify.annotations.Nullable;

/**
 * What a correct client reports to its user at the end, in the words of the browser's CloseEvent.
 *
 * @param code with 1005 for a close frame without a code and 1006 for none; null where it depends
 *     on the address or on the client
 * @param reason null where it depends on the address; empty for none
 * @param wasClean whether a close frame came and one went; null where it depends
 */
public record Expected(
    @Nullable Integer code, @Nullable String reason, @Nullable Boolean wasClean) {

  private static final int ABNORMAL = 1006;

  /** The end of a connection without a close frame. */
  public static final Expected ABNORMAL_CLOSURE = new Expected(ABNORMAL, "", false);

  /** As the client itself closes. */
  public static final Expected AS_THE_CLIENT_CLOSES = new Expected(null, null, true);

  /** As this code and this reason, after a closing handshake. */
  static Expected clean(CloseCode code, String reason) {
    return new Expected(code.value(), reason, true);
  }
}
