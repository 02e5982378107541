package io.github.websocketecho.protocol;

import java.io.Serial;

/**
 * The client broke a rule: the connection has to be failed (RFC 6455, section 7.1.7).
 *
 * <p>It has no stack trace, because it is expected, may be frequent, and the violation says all.
 */
public final class ProtocolFailure extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final Violation violation;
  private final transient CloseReason reason;

  /**
   * @param received what the violation's sentence names, in its order
   */
  public ProtocolFailure(Violation violation, Object... received) {
    String text = violation.text(received);
    super(text, null, false, false);
    this.violation = violation;
    reason = new CloseReason(text);
  }

  /** The rule that was broken. */
  public Violation violation() {
    return violation;
  }

  /** The code for the close frame. */
  public CloseCode code() {
    return violation.code();
  }

  /** The sentence that names what was received, for the close frame. */
  public CloseReason reason() {
    return reason;
  }
}
