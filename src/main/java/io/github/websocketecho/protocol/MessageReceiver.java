package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;

/**
 * Receives the messages of a {@link ServerConversation} while it is open, on its thread and in the
 * order of the wire, each in one or more parts.
 *
 * <p>A payload lies between position and limit, unmasked and inflated. It is valid only during the
 * call.
 */
public interface MessageReceiver {

  /**
   * A part of a text message: all of it if its frame was complete in the buffer.
   *
   * @param utf8 valid UTF-8; a part may begin and end within a character
   * @param incomplete how many bytes at its end belong to an incomplete character, 0-3
   * @param last whether the message ends with this part
   * @throws ProtocolFailure if the message is rejected, which fails the conversation
   */
  void text(ByteBuffer utf8, int incomplete, boolean last) throws ProtocolFailure;

  /**
   * A part of a binary message.
   *
   * @param last whether the message ends with this part
   * @throws ProtocolFailure if the message is rejected, which fails the conversation
   */
  void binary(ByteBuffer payload, boolean last) throws ProtocolFailure;

  /** A pong with up to 125 bytes, solicited or not (RFC 6455, section 5.5.3). */
  void pong(ByteBuffer payload);
}
