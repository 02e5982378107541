package io.github.websocketecho.protocol;

import java.io.Serial;

/**
 * The client violated a rule, so the connection fails (RFC 6455, section 7.1.7).
 *
 * <p>It has no stack trace: it is expected, may be frequent, and the violation is explanation
 * enough.
 */
public final class ProtocolFailure extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final Violation violation;
  private final transient CloseReason reason;

  /**
   * @param received the arguments of the violation's sentence, in its order
   */
  public ProtocolFailure(Violation violation, Object... received) {
    String text = violation.text(received);
    super(text, null, false, false);
    this.violation = violation;
    reason = new CloseReason(text);
  }

  /** The violated rule. */
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
