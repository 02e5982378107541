package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.MessageDeflater;
import io.github.websocketecho.protocol.PermessageDeflate;
import java.nio.ByteBuffer;

/** Compresses the messages of one connection. The connection's loop. */
final class CaseCompressor implements AutoCloseable {

  private final MessageDeflater deflater;
  private ByteBuffer plain = ByteBuffer.allocate(0);
  private ByteBuffer compressed = ByteBuffer.allocate(0);

  CaseCompressor(PermessageDeflate agreed) {
    deflater = new MessageDeflater(agreed);
  }

  /**
   * Compresses a message. The result is valid until the next one.
   *
   * @param message complete, and sent behind its compressed predecessor
   */
  Step.Send compress(Step.Send message) {
    int length = message.content().length();
    plain = withRoom(plain, length);
    message.content().copy(0, plain);
    plain.flip();
    compressed = withRoom(compressed, length + length / 8 + MessageDeflater.SMALLEST_OUTPUT * 4);
    while (!deflater.deflate(plain, true, compressed)) {
      ByteBuffer larger = ByteBuffer.allocate(2 * compressed.capacity());
      compressed = larger.put(compressed.flip());
    }
    return new Step.Send(
        message.opcode(),
        message.fin(),
        FrameHeader.RSV1,
        new Bytes(compressed.flip()),
        message.frameSize());
  }

  private static ByteBuffer withRoom(ByteBuffer buffer, int size) {
    return buffer.capacity() >= size ? buffer.clear() : ByteBuffer.allocate(size);
  }

  @Override
  public void close() {
    deflater.close();
  }
}
