package io.github.websocketecho.protocol;

import java.nio.ByteBuffer;

/** Sends the frames that a {@link ServerConversation} writes, in their order. */
@FunctionalInterface
public interface FrameSink {

  /**
   * Sends a frame.
   *
   * @param rsv the three reserved bits, 0-7
   * @param payload has to be sent or copied before this returns
   */
  void frame(boolean fin, int rsv, Opcode opcode, ByteBuffer payload);
}
