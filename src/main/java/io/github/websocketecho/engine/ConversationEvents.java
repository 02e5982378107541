package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.Wire.CloseListener;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.ConversationListener;
import io.github.websocketecho.protocol.ConversationState;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.ProtocolFailure;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Handles what the conversation of one connection reports. Runs on the loop. */
final class ConversationEvents implements ConversationListener {

  private final FlowControl flow;
  private final Output output;
  private final EngineSession session;
  private final CloseState close;
  private final @Nullable ConnectionObserver observer;

  /** Null while the conversation answers the client's close. */
  private @Nullable CloseListener closeListener;

  ConversationEvents(
      FlowControl flow,
      Output output,
      EngineSession session,
      CloseState close,
      @Nullable ConnectionObserver observer) {
    this.flow = flow;
    this.output = output;
    this.session = session;
    this.close = close;
    this.observer = observer;
  }

  /** Leaves the answer to the client's close to the listener. */
  void onClose(CloseListener listener) {
    closeListener = listener;
  }

  @Override
  public void frameReceived(
      boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
    flow.frameReceived();
    if (observer != null) {
      observer.received(fin, rsv, opcode, length, beginning.duplicate());
    }
  }

  @Override
  public void receivedAfterClose(ByteBuffer bytes) {
    if (observer != null) {
      observer.receivedAfterClose(bytes);
    }
  }

  @Override
  public boolean closeReceived(@Nullable CloseCode code, CloseReason reason) {
    close.caused(Cause.ASKED, "The client closed.");
    if (closeListener == null) {
      return true;
    }
    closeListener.closeReceived(code, reason);
    return false;
  }

  @Override
  public void violated(ProtocolFailure failure) {
    boolean tooBig = failure.code().equals(CloseCode.MESSAGE_TOO_BIG);
    close.caused(tooBig ? Cause.LIMIT : Cause.PROTOCOL, failure.reason().text());
  }

  @Override
  public void changed(ConversationState state) {
    if (!state.maySend()) {
      close.beginWaiting(output.loop().now());
      session.noMoreMessages();
    }
    output.notifyWritten();
  }
}
