package io.github.websocketecho.transcript;

import io.github.websocketecho.protocol.Opcode;

/** Counts the frames of one direction. */
final class FrameCounter {

  private long messages;
  private long bytes;
  private long frames;
  private long pings;
  private long pongs;

  /**
   * @param opcode its four bits, or another number for what is no frame
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

  Transcript.Received received(long bytesAfterClose) {
    return new Transcript.Received(messages, bytes, frames, pings, pongs, bytesAfterClose);
  }

  Transcript.Sent sent() {
    return new Transcript.Sent(messages, bytes, frames, pings, pongs);
  }
}
