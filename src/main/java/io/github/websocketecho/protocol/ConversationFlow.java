package io.github.websocketecho.protocol;

/**
 * Decides how fast a {@link ServerConversation} handles what was received: the bounds are those of
 * the one who has the socket. On the conversation's thread.
 */
public interface ConversationFlow {

  /** Whether the next frame is to be handled now; asked before each. */
  boolean wantsMore();

  /**
   * Whether an incomplete frame of up to {@value ServerConversation#WHOLE} bytes may stay in the
   * buffer until it is complete; otherwise its parts are handled as they arrive.
   */
  boolean wantsWhole();

  /** Whether the next piece of a compressed message is to be inflated now; asked before each. */
  boolean hasRoom();

  /** Inflating has given so many bytes, or has taken as long as for so many. */
  void inflated(int bytes);
}
