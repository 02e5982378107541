package io.github.websocketecho.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The close frames of one conversation so far (RFC 6455, section 7.1).
 *
 * @param firstCode the code of the first close frame of either side: 1005 if it has none; null
 *     without a close frame
 * @param clientFirst whether the first close frame is the client's
 * @param sent whether the server sent one
 * @param received the client's; null without one
 */
public record CloseFrames(
    @Nullable CloseCode firstCode, boolean clientFirst, boolean sent, @Nullable Received received) {

  static final CloseFrames NONE = new CloseFrames(null, false, false, null);

  /**
   * The client's close frame.
   *
   * @param code null if the frame has none
   */
  public record Received(@Nullable CloseCode code, CloseReason reason) {}

  /** The same after the server has sent a close frame. */
  CloseFrames withSent(@Nullable CloseCode code) {
    return firstCode == null
        ? new CloseFrames(codeOf(code), false, true, received)
        : new CloseFrames(firstCode, clientFirst, true, received);
  }

  /** The same after the client's close frame was received. */
  CloseFrames withReceived(@Nullable CloseCode code, CloseReason reason) {
    var frame = new Received(code, reason);
    return firstCode == null
        ? new CloseFrames(codeOf(code), true, sent, frame)
        : new CloseFrames(firstCode, clientFirst, sent, frame);
  }

  private static CloseCode codeOf(@Nullable CloseCode code) {
    return code == null ? CloseCode.NO_STATUS_RECEIVED : code;
  }

  /** Whether both sides have sent one (RFC 6455, section 7.1.4). */
  public boolean isClean() {
    return sent && received != null;
  }
}
