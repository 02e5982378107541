package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.ClosePayload;
import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;

/**
 * Records the frames of one connection in both directions: in their counters and the list of the
 * last frames, in the closing if they are close frames, and in the clues for the verdict. All times
 * are nanoseconds since the opening handshake was received. Not thread-safe.
 */
final class TrafficRecorder {

  private final HandshakeRecorder handshake;
  private final FrameRecorder frames;
  private final ClosingRecorder closing;
  private final ClueRecorder clues;

  TrafficRecorder(
      HandshakeRecorder handshake,
      FrameRecorder frames,
      ClosingRecorder closing,
      ClueRecorder clues) {
    this.handshake = handshake;
    this.frames = frames;
    this.closing = closing;
    this.clues = clues;
  }

  /**
   * Records a received frame.
   *
   * @param length of the complete payload [bytes]
   * @param beginning of the payload, unmasked
   */
  void received(
      long nanos, boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
    byte[] payload = RecordedFrame.beginning(beginning, opcode);
    boolean compressed = handshake.isCompressed(opcode.value(), rsv);
    frames.received(nanos, opcode, fin, rsv, length, compressed, payload);
    clues.received(opcode, payload);
    if (opcode == Opcode.CLOSE) {
      closing.received(ClosePayload.parse(payload), Transcript.millis(nanos));
    }
  }

  /** Records a sent frame. */
  void sent(long nanos, boolean fin, int rsv, Opcode opcode, ByteBuffer payload) {
    int length = payload.remaining();
    byte[] beginning = RecordedFrame.beginning(payload, opcode);
    boolean compressed = handshake.isCompressed(opcode.value(), rsv);
    frames.sent(nanos, opcode, fin, rsv, length, compressed, beginning);
    if (opcode == Opcode.CLOSE) {
      closing.sent(ClosePayload.parse(beginning), Transcript.millis(nanos));
    }
  }

  /**
   * Records the frames in bytes that a scenario sent. With them the scenario begins: what the
   * client does afterwards is its reaction.
   */
  void sentRaw(long nanos, ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      sentRaw(nanos, RawFrame.read(bytes));
    }
    closing.caused(Cause.SCENARIO, "The scenario sent its frames.");
  }

  private void sentRaw(long nanos, RawFrame frame) {
    boolean compressed = handshake.isCompressed(frame.opcode(), frame.rsv());
    frames.sentRaw(nanos, frame, compressed);
    clues.sent(frame);
    if (frame.opcode() == Opcode.CLOSE.value()) {
      closing.sent(ClosePayload.parse(frame.payload()), Transcript.millis(nanos));
    }
  }
}
