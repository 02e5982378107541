package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/** How far the closing of one connection has come (RFC 6455, section 7). Runs on the loop. */
final class Closing {

  private final EventLoop loop;

  /** When the connection was opened. */
  private final long opened;

  private @Nullable Cause cause;
  private String detail = "";

  /** The first close frame's code, or 1005; null while there has been none. */
  private @Nullable CloseCode firstCode;

  private boolean clientWasFirst;
  private boolean frameSent;

  private boolean sent;
  private boolean failed;
  private @Nullable CloseStatus received;
  private long since;
  private Duration held = Duration.ZERO;
  private Duration allowed = Duration.ZERO;

  Closing(EventLoop loop) {
    this.loop = loop;
    opened = System.nanoTime();
  }

  /** Why the connection is going to end; the first cause counts. */
  void caused(Cause cause, String detail) {
    if (this.cause == null) {
      this.cause = cause;
      this.detail = detail;
    }
  }

  /** A close frame of the engine's goes out. */
  void frameSent(@Nullable CloseCode code) {
    frameSent = true;
    first(code, false);
  }

  private void first(@Nullable CloseCode code, boolean client) {
    if (firstCode == null) {
      firstCode = code == null ? CloseCode.NO_STATUS_RECEIVED : code;
      clientWasFirst = client;
    }
  }

  /** The closing handshake is begun, be it that no frame goes out. */
  void sent() {
    sent = true;
    since = loop.now();
  }

  /** A close frame has come. */
  void received(@Nullable CloseCode code, CloseReason reason) {
    first(code, true);
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

  /** The peer has so much longer than the limit to do its part. */
  void allow(Duration longer) {
    allowed = longer;
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
        && loop.now() - since > (isHeld() && isComplete() ? held : limit.plus(allowed)).toNanos();
  }

  /** How it has ended: whose connection it was is for the delivery to say. */
  EndedConnection ended(EngineSession session, TcpEnd tcpEnd) {
    return new EndedConnection(
        session.getId(),
        session.address(),
        session.getRemoteAddress(),
        Duration.ofNanos(System.nanoTime() - opened),
        initiator(),
        firstCode == null ? CloseCode.ABNORMAL_CLOSURE : firstCode,
        frameSent && received != null,
        cause,
        detail,
        tcpEnd);
  }

  private Initiator initiator() {
    if (firstCode != null) {
      return clientWasFirst ? Initiator.CLIENT : Initiator.SERVER;
    }
    if (cause == null) {
      return Initiator.NONE;
    }
    return cause == Cause.NETWORK ? Initiator.CLIENT : Initiator.SERVER;
  }

  /** What the peer closed with. */
  CloseStatus status() {
    return received == null ? CloseStatus.NO_CLOSE_FRAME : received;
  }
}
