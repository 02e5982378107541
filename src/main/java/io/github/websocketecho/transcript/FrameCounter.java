package io.github.websocketecho.transcript;

import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.transcript.Transcript.Received;
import io.github.websocketecho.transcript.Transcript.Sent;

/** Counts the frames of one direction. Not thread-safe. */
final class FrameCounter {

  private long messages;
  private long bytes;
  private long frames;
  private long pings;
  private long pongs;

  /**
   * Counts a frame.
   *
   * @param opcode the four bits, or {@link RecordedFrame#NO_OPCODE}
   * @param length of the payload [bytes]
   */
  void count(int opcode, long length) {
    frames++;
    if (opcode <= Opcode.BINARY.value()) {
      bytes += length;
    }
    if (opcode == Opcode.TEXT.value() || opcode == Opcode.BINARY.value()) {
      messages++;
    } else if (opcode == Opcode.PING.value()) {
      pings++;
    } else if (opcode == Opcode.PONG.value()) {
      pongs++;
    }
  }

  Received received(long bytesAfterClose) {
    return new Received(messages, bytes, frames, pings, pongs, bytesAfterClose);
  }

  Sent sent() {
    return new Sent(messages, bytes, frames, pings, pongs);
  }
}
