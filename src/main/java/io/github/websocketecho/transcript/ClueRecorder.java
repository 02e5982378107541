package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.Transcript.Pinged;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one connection shows in the order of its frames, which a verdict rests on. */
final class ClueRecorder {

  private final AfterCloseParser afterClose = new AfterCloseParser();

  private long bytesAfterClose;
  private long bytesEarly;
  private long httpBytes;
  private boolean httpRequest;
  private @Nullable Cause lastCause;

  /** The payload of the server's last legal ping, or the beginning of it. */
  private byte @Nullable [] ping;

  /** The same of an illegal ping behind that. */
  private byte[] illegalPing = {};

  private boolean pingAnswered;
  private boolean illegalPingAnswered;
  private long framesBehind;

  /** The server sent a frame that a handler made. */
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

  /** Bytes came before the opening handshake was answered. */
  void receivedEarly(int bytes) {
    bytesEarly += bytes;
  }

  /** Bytes came that are no frames; the first of them say whether they are a request. */
  void receivedHttp(int bytes, boolean request) {
    httpRequest |= httpBytes == 0 && request;
    httpBytes += bytes;
  }

  /** A frame came. */
  void received(Opcode opcode, byte[] payload) {
    if (ping == null || opcode == Opcode.CLOSE) {
      return;
    }
    framesBehind++;
    if (opcode == Opcode.PONG && !pingAnswered && Arrays.equals(payload, ping)) {
      pingAnswered = true;
      framesBehind = 0;
    } else if (opcode == Opcode.PONG && payload.length > 0 && Arrays.equals(payload, illegalPing)) {
      // With or without that to the legal one: a pong may answer the last of several pings alone
      // (RFC 6455, section 5.5.3).
      illegalPingAnswered = true;
    }
  }

  void receivedAfterClose(ByteBuffer bytes) {
    bytesAfterClose += bytes.remaining();
    afterClose.came(bytes);
  }

  void caused(Cause cause) {
    lastCause = cause;
  }

  long bytesAfterClose() {
    return bytesAfterClose;
  }

  Clues view() {
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
