package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.protocol.ClosePayload;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.Closing;
import org.jspecify.annotations.Nullable;

/** Records how one connection is closed. Not thread-safe. */
final class ClosingRecorder {

  /** Who sent the first close frame. */
  private Initiator firstToClose = Initiator.NONE;

  private @Nullable CloseFrame received;
  private @Nullable CloseFrame sent;

  /** Whether both of these close frames are legal, as far as there are any. */
  private boolean legal = true;

  private @Nullable TcpEnd tcpEnd;
  private @Nullable Cause cause;
  private @Nullable String detail;
  private @Nullable String violation;

  /** Records a received close frame. Ignores all but the first. */
  void received(ClosePayload close, double atMillis) {
    if (received == null) {
      received = frame(close, atMillis, Initiator.CLIENT);
    }
  }

  /** Records a sent close frame. Ignores all but the first. */
  void sent(ClosePayload close, double atMillis) {
    if (sent == null) {
      sent = frame(close, atMillis, Initiator.SERVER);
    }
  }

  private CloseFrame frame(ClosePayload close, double atMillis, Initiator sender) {
    legal &= close.legal();
    firstToClose = firstToClose == Initiator.NONE ? sender : firstToClose;
    return new CloseFrame(close.code(), close.reason(), atMillis);
  }

  /** Records the first cause, and the first violation of the protocol even after another cause. */
  void caused(Cause cause, String detail) {
    if (cause == Cause.PROTOCOL && violation == null) {
      violation = detail;
    }
    if (this.cause == null) {
      this.cause = cause;
      this.detail = detail;
    }
  }

  void tcpEnded(@Nullable TcpEnd end) {
    tcpEnd = end;
  }

  boolean hasBegun() {
    return cause != null || received != null || sent != null;
  }

  Closing snapshot() {
    return new Closing(
        Initiator.of(firstToClose, cause),
        received != null && sent != null && legal,
        received,
        sent,
        tcpEnd,
        cause,
        detail,
        violation);
  }
}
