package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/** How far the closing of one connection has come (RFC 6455, section 7). Runs on the loop. */
final class Closing {

  private final EventLoop loop;

  private boolean sent;
  private boolean failed;
  private @Nullable CloseStatus received;
  private long since;
  private Duration held = Duration.ZERO;

  Closing(EventLoop loop) {
    this.loop = loop;
  }

  /** A close frame has gone out. */
  void sent() {
    sent = true;
    since = loop.now();
  }

  /** A close frame has come. */
  void received(@Nullable CloseCode code, CloseReason reason) {
    received =
        code == null
            ? CloseStatus.NO_STATUS_CODE
            : new CloseStatus(code.value(), reason.text().isEmpty() ? null : reason.text());
    if (sent) {
      since = loop.now();
    }
  }

  /** The connection has failed (section 7.1.7): nothing that comes counts any more. */
  void failed() {
    failed = true;
    since = loop.now();
  }

  /** Whether a close frame has gone out, after which no other frame may. */
  boolean isSent() {
    return sent;
  }

  boolean hasFailed() {
    return failed;
  }

  /** Whether both sides have sent their close frames, and TCP may end. */
  boolean isComplete() {
    return sent && received != null;
  }

  /** Whether the peer has sent a close frame. */
  boolean isReceived() {
    return received != null;
  }

  /** Leaves TCP open for a time when both sides have closed. */
  void hold(Duration time) {
    held = time;
  }

  /** Whether TCP stays open for a time that is not the peer's. */
  boolean isHeld() {
    return held.isPositive();
  }

  /** Whether the peer has had longer than the limit to do its part, or what was held was enough. */
  boolean isLate(Duration limit) {
    return (sent || failed)
        && loop.now() - since > (isHeld() && isComplete() ? held : limit).toNanos();
  }

  /** What the peer closed with. */
  CloseStatus status() {
    return received == null ? CloseStatus.NO_CLOSE_FRAME : received;
  }
}
