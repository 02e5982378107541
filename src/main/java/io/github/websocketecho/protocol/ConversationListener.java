package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Observes a {@link ServerConversation}, on its thread and in the order of the wire. */
public interface ConversationListener {

  /**
   * A frame has begun; its payload is handled next.
   *
   * @param rsv the three reserved bits, 0-7
   * @param length of the whole payload [bytes]
   * @param beginning of the payload, unmasked, as much as was received: all of a control frame
   */
  void frameReceived(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning);

  /** Bytes were received behind a close frame, and are discarded. */
  void receivedAfterClose(ByteBuffer bytes);

  /**
   * The client's close frame was received.
   *
   * @param code null if the frame has none
   * @return whether the conversation answers with the same code and reason now; otherwise {@link
   *     ServerConversation#close} is up to somebody else
   */
  boolean closeReceived(@Nullable CloseCode code, CloseReason reason);

  /** The client broke a rule; the close frame that says so is sent next. */
  void violated(ProtocolFailure failure);

  /** The conversation has got into another state. */
  void changed(ConversationState state);
}
