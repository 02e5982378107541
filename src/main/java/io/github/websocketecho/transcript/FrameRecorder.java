package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.transcript.Transcript.Frame;
import io.github.websocketecho.transcript.Transcript.Received;
import io.github.websocketecho.transcript.Transcript.Sent;
import io.github.websocketecho.transcript.Transcript.Taken;
import java.util.List;

/**
 * Counts the frames of one connection, and retains the last ones and what the pongs of the client
 * show. Not thread-safe.
 */
final class FrameRecorder {

  private final FrameCounter received = new FrameCounter();
  private final FrameCounter sent = new FrameCounter();
  private final LastFrames last;
  private final TakenRecorder taken;

  /**
   * @param shared memory of the transcripts of all open connections
   */
  FrameRecorder(Budget shared) {
    last = new LastFrames(shared);
    taken = new TakenRecorder(shared);
  }

  /**
   * Records a received frame.
   *
   * @param nanos since the opening handshake was received
   * @param payload its beginning
   */
  void received(
      long nanos,
      Opcode opcode,
      boolean fin,
      int rsv,
      long length,
      boolean compressed,
      byte[] payload) {
    received.count(opcode.value(), length);
    if (opcode == Opcode.PONG) {
      taken.ponged(nanos, payload);
    }
    last.add(
        new RecordedFrame(
            nanos, false, opcode.value(), fin, rsv, length, true, compressed, payload, payload));
  }

  /**
   * Records a sent frame.
   *
   * @param nanos since the opening handshake was received
   * @param payload its beginning
   */
  void sent(
      long nanos,
      Opcode opcode,
      boolean fin,
      int rsv,
      long length,
      boolean compressed,
      byte[] payload) {
    if (opcode == Opcode.PING) {
      taken.pinged(nanos, payload, sent.sent());
    }
    sent.count(opcode.value(), length);
    last.add(
        new RecordedFrame(
            nanos, true, opcode.value(), fin, rsv, length, false, compressed, payload, payload));
  }

  /**
   * Records a frame that was sent as raw bytes.
   *
   * @param nanos since the opening handshake was received
   */
  void sentRaw(long nanos, RawFrame frame, boolean compressed) {
    if (frame.isLegalPing()) {
      taken.pinged(nanos, frame.payload(), sent.sent());
    }
    sent.count(frame.opcode(), frame.present());
    last.add(
        new RecordedFrame(
            nanos,
            true,
            frame.opcode(),
            frame.fin(),
            frame.rsv(),
            frame.length(),
            frame.masked(),
            compressed,
            frame.wire(),
            frame.payload()));
  }

  /** Releases the shared memory. No frame may be added afterwards. */
  void ended() {
    last.ended();
    taken.ended();
  }

  Received received(long bytesAfterClose) {
    return received.received(bytesAfterClose);
  }

  Sent sent() {
    return sent.sent();
  }

  /** What the client had taken at which time, the oldest first. */
  List<Taken> taken() {
    return taken.snapshot();
  }

  /** The last frames, the oldest first. */
  List<Frame> last() {
    return last.snapshot();
  }

  /** The approximate memory of the last frames, and of what the pongs show [bytes]. */
  int weight() {
    return last.weight() + taken.weight();
  }
}
