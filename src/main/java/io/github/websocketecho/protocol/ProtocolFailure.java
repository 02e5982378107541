package io.github.websocketecho.protocol;

import java.io.Serial;

/**
 * The peer broke a rule: the connection has to be failed (RFC 6455, section 7.1.7).
 *
 * <p>It has no stack trace: it is expected, may come in floods, and the rule says all there is to
 * say.
 */
public final class ProtocolFailure extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final transient CloseCode code;
  private final transient CloseReason reason;

  /**
   * @param code what the close frame is to say
   * @param rule the rule in one sentence, which serves as the close reason
   * @throws IllegalArgumentException if the code may not be sent, or the rule is too long for a
   *     close reason
   */
  public ProtocolFailure(CloseCode code, String rule) {
    super(rule, null, false, false);
    if (!code.mayBeSent()) {
      throw new IllegalArgumentException("Close code " + code + " may not be sent");
    }
    this.code = code;
    this.reason = new CloseReason(rule);
  }

  public CloseCode code() {
    return code;
  }

  public CloseReason reason() {
    return reason;
  }
}
