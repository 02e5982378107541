package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.Transcript.Pinged;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Records facts about one connection that only its verdict needs. Not thread-safe. */
final class ClueRecorder {

  private final AfterCloseParser afterClose = new AfterCloseParser();

  private long bytesAfterClose;
  private long bytesEarly;
  private long httpBytes;
  private boolean httpRequest;
  private @Nullable Cause lastCause;

  /** The beginning of the payload of the last legal ping that the server sent. */
  private byte @Nullable [] ping;

  /** The beginning of the payload of an illegal ping that the server sent afterwards. */
  private byte[] illegalPing = {};

  private boolean pingAnswered;
  private boolean illegalPingAnswered;
  private long framesBehind;

  /** Records a frame that a handler sent as raw bytes. */
  void sent(RawFrame frame) {
    if (frame.isLegalPing()) {
      ping = frame.payload();
      illegalPing = new byte[0];
      pingAnswered = false;
      illegalPingAnswered = false;
      framesBehind = 0;
    } else if (frame.opcode() == Opcode.PING.value()) {
      illegalPing = frame.payload();
    }
  }

  /** Records bytes received before the response to the opening handshake was sent. */
  void receivedEarly(int bytes) {
    bytesEarly += bytes;
  }

  /**
   * Records bytes that are not frames.
   *
   * @param request whether they begin like a request; only the first call counts
   */
  void receivedHttp(int bytes, boolean request) {
    httpRequest |= httpBytes == 0 && request;
    httpBytes += bytes;
  }

  /**
   * Records a received frame.
   *
   * @param payload its beginning
   */
  void received(Opcode opcode, byte[] payload) {
    if (ping == null || opcode == Opcode.CLOSE) {
      return;
    }
    framesBehind++;
    if (opcode == Opcode.PONG && !pingAnswered && Arrays.equals(payload, ping)) {
      pingAnswered = true;
      framesBehind = 0;
    } else if (opcode == Opcode.PONG && payload.length > 0 && Arrays.equals(payload, illegalPing)) {
      // The client need not answer the legal ping: if it has received several pings, it may answer
      // only the last (RFC 6455, section 5.5.3).
      illegalPingAnswered = true;
    }
  }

  /** Records bytes received after a close frame. */
  void receivedAfterClose(ByteBuffer bytes) {
    bytesAfterClose += bytes.remaining();
    afterClose.parse(bytes);
  }

  void caused(Cause cause) {
    lastCause = cause;
  }

  long bytesAfterClose() {
    return bytesAfterClose;
  }

  Clues snapshot() {
    return new Clues(
        ping == null ? null : new Pinged(pingAnswered, illegalPingAnswered, framesBehind),
        bytesEarly,
        httpBytes,
        httpRequest,
        afterClose.hasOther(),
        afterClose.hasClose(),
        lastCause);
  }
}
