package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.CloseCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a connection should end: a column of the table of cases. */
enum ClosingClass {
  /** The server closes with 1000 once it has what it expects. */
  A(true, true, Fatal.NOTHING),
  /** The same, and another code of the client fails the case. */
  A_STRICT(true, true, Fatal.CODE),
  /** The client fails the connection, because of a violation of the protocol. */
  B(false, false, Fatal.NOTHING),
  /** The client fails the connection, because a text is not UTF-8. If not, the case fails. */
  C(false, false, Fatal.SIDE),
  /** The server sends an illegal close frame. */
  D(true, false, Fatal.CODE),
  /** The server sends a close frame whose reason is not UTF-8. */
  E(true, false, Fatal.CODE),
  /** The server sends a close frame with a legal code. */
  F(true, true, Fatal.CODE),
  /** The server sends a close code that the RFC does not define; the client may do anything. */
  G(true, false, Fatal.NOTHING),
  /** The server closes behind large messages; the client may do anything. */
  H(true, false, Fatal.NOTHING);

  /** What of the closing makes the whole case fail. */
  private enum Fatal {
    NOTHING,
    SIDE,
    CODE
  }

  private final boolean byServer;
  private final boolean clean;
  private final Fatal fatal;

  ClosingClass(boolean byServer, boolean clean, Fatal fatal) {
    this.byServer = byServer;
    this.clean = clean;
    this.fatal = fatal;
  }

  /** Reads the column. */
  static ClosingClass parse(String text) {
    return text.equals("A+") ? A_STRICT : valueOf(text);
  }

  /** Whether the server has to send the first close frame; otherwise the client closes. */
  boolean byServer() {
    return byServer;
  }

  /** Whether both sides have to send a close frame. */
  boolean clean() {
    return clean;
  }

  /** Whether the server closes with 1000 once it has what it expects. */
  boolean closesWhenDone() {
    return this == A || this == A_STRICT;
  }

  /** Whether the case fails, and not only its closing, if the wrong side closes. */
  boolean failsByWrongSide() {
    return fatal == Fatal.SIDE;
  }

  /** Whether the case fails, and not only its closing, if the client closes with another code. */
  boolean failsByWrongCode() {
    return fatal == Fatal.CODE;
  }

  /** Whether the result only informs. */
  boolean informs() {
    return this == G || this == H;
  }

  /**
   * Whether the client may close with this code.
   *
   * @param code null for none
   * @param sent the code that the server has sent; null for none
   */
  boolean allows(@Nullable CloseCode code, @Nullable CloseCode sent) {
    return code == null
        || codes().isEmpty()
        || codes().contains(code)
        || (this == F && code.equals(sent));
  }

  /** The codes that a client may close with; empty for any. */
  List<CloseCode> codes() {
    return switch (this) {
      case A, A_STRICT, F -> List.of(CloseCode.NORMAL_CLOSURE);
      case B, D -> List.of(CloseCode.PROTOCOL_ERROR);
      case C -> List.of(CloseCode.INVALID_FRAME_PAYLOAD_DATA);
      case E -> List.of(CloseCode.PROTOCOL_ERROR, CloseCode.INVALID_FRAME_PAYLOAD_DATA);
      case G, H -> List.of();
    };
  }
}
