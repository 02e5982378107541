package io.github.websocketecho.scenario;

import io.github.websocketecho.protocol.CloseCode;
import org.jspecify.annotations.Nullable;

/**
 * What a correct client reports to its user when the connection has ended, as in the browser's
 * CloseEvent.
 *
 * @param code the close code; 1005 for a close frame without a code, 1006 without a close frame;
 *     null if it depends on the address or on the client
 * @param reason the close reason; empty for none; null if it depends on the address or on the
 *     client
 * @param wasClean whether both sides sent a close frame; null if it depends on the address or on
 *     the client
 */
public record Expected(
    @Nullable Integer code, @Nullable String reason, @Nullable Boolean wasClean) {

  /** The connection ended without a close frame. */
  public static final Expected ABNORMAL_CLOSURE =
      new Expected(CloseCode.ABNORMAL_CLOSURE.value(), "", false);

  /** The code and the reason of the client's own close frame, after a closing handshake. */
  public static final Expected AS_THE_CLIENT_CLOSES = new Expected(null, null, true);

  /** This code and this reason, after a closing handshake. */
  static Expected clean(CloseCode code, String reason) {
    return new Expected(code.value(), reason, true);
  }
}
