package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.ClosePayload;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.Initiator;
import io.github.websocketecho.transcript.Transcript.TcpEnd;
import org.jspecify.annotations.Nullable;

/** How one connection comes to its end. */
final class ClosingRecorder {

  private Initiator firstToClose = Initiator.NONE;
  private @Nullable CloseFrame received;
  private @Nullable CloseFrame sent;
  private boolean allLegal = true;
  private TcpEnd tcpEnd = TcpEnd.OPEN;
  private @Nullable Cause cause;
  private @Nullable String detail;
  private @Nullable String violation;

  /** The first close frame counts: nothing may follow it. */
  void received(ClosePayload close, double atMillis) {
    if (received == null) {
      allLegal &= close.legal();
      received = new CloseFrame(close.code(), close.reason(), atMillis);
      firstToClose = firstToClose == Initiator.NONE ? Initiator.CLIENT : firstToClose;
    }
  }

  /** The first close frame counts: nothing may follow it. */
  void sent(ClosePayload close, double atMillis) {
    if (sent == null) {
      allLegal &= close.legal();
      sent = new CloseFrame(close.code(), close.reason(), atMillis);
      firstToClose = firstToClose == Initiator.NONE ? Initiator.SERVER : firstToClose;
    }
  }

  /** The first cause counts; a broken rule counts whenever it is broken. */
  void caused(Cause cause, String detail) {
    if (cause == Cause.PROTOCOL && violation == null) {
      violation = detail;
    }
    if (this.cause == null) {
      this.cause = cause;
      this.detail = detail;
    }
  }

  void tcpEnded(TcpEnd end) {
    tcpEnd = end;
  }

  boolean hasBegun() {
    return cause != null || received != null || sent != null;
  }

  Transcript.Closing view() {
    return new Transcript.Closing(
        initiator(),
        received != null && sent != null && allLegal,
        received,
        sent,
        tcpEnd,
        cause,
        detail,
        violation);
  }

  private Initiator initiator() {
    if (firstToClose != Initiator.NONE || cause == null) {
      return firstToClose;
    }
    return cause == Cause.NETWORK ? Initiator.CLIENT : Initiator.SERVER;
  }
}
