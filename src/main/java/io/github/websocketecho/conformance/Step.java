package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.Opcode;
import java.time.Duration;

/** What the server does next in a case. Immutable; any thread. */
sealed interface Step {

  /**
   * Sends a frame, or several that make one message.
   *
   * @param opcode the four bits, 0-15
   * @param fin whether the last of the frames has FIN
   * @param rsv the three reserved bits, 0-7
   * @param frameSize the longest payload of a frame [bytes]; 0 for one frame
   */
  record Send(int opcode, boolean fin, int rsv, Content content, int frameSize) implements Step {

    /** Whether it is a close frame, legal or not; with a reserved bit it is none. */
    boolean isClose() {
      return opcode == Opcode.CLOSE.value() && rsv == 0;
    }

    boolean is(Opcode other) {
      return opcode == other.value();
    }
  }

  /**
   * Sends the header of a frame alone.
   *
   * @param opcode the four bits, 0-15
   * @param length of the payload, whose parts follow [bytes]
   */
  record Head(int opcode, int length) implements Step {}

  /** Sends a part of a frame's payload. */
  record Part(Content content) implements Step {}

  /**
   * Waits.
   *
   * @param forPong whether the wait ends as soon as the client has answered all pings
   */
  record Wait(Duration time, boolean forPong) implements Step {}
}
