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

  /** Whether the peer has had longer than this to do its part. */
  boolean isLate(Duration limit) {
    return (sent || failed) && loop.now() - since > limit.toNanos();
  }

  /** What the peer closed with. */
  CloseStatus status() {
    return received == null ? CloseStatus.NO_CLOSE_FRAME : received;
  }
}
