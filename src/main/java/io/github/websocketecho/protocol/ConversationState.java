package io.github.websocketecho.protocol;

/**
 * How far a conversation is (RFC 6455, sections 4 and 7). Messages are sent and received while it
 * is {@link #OPEN}; no state leads back to it.
 */
public enum ConversationState {
  /** Neither side has sent a close frame (section 4.1). */
  OPEN,

  /** The server has sent a close frame and waits for the one of the client (section 7.1.2). */
  CLOSE_SENT,

  /** The client has sent a close frame, which is not answered yet (section 5.5.1). */
  CLOSE_RECEIVED,

  /** Both sides are done: TCP may end (section 7.1.1). */
  CLOSED,

  /** The server has failed the connection: nothing that is received counts (section 7.1.7). */
  FAILED;

  /** Whether the server may still send: messages if open, and its close frame. */
  public boolean maySend() {
    return this == OPEN || this == CLOSE_RECEIVED;
  }
}
