package io.github.websocketecho.engine;

import static java.util.Objects.requireNonNullElse;

import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseFrames;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.ServerConversation;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Notifies everybody who waits for it when one connection opens and ends. Runs on the loop. */
final class ConnectionLifecycle {

  private final EventLoops loops;
  private final MessageDelivery delivery;
  private final ServerConversation conversation;
  private final CloseState close;
  private final TimeLimits times;
  private final @Nullable ConnectionObserver observer;
  private final @Nullable Runnable onEnd;

  /** Whether the handler was notified that the connection is open. */
  private boolean opened;

  /**
   * @param options name the observer, and what is done at the end
   */
  ConnectionLifecycle(
      EventLoops loops,
      MessageDelivery delivery,
      ServerConversation conversation,
      CloseState close,
      TimeLimits times,
      ConnectionOptions options) {
    this.loops = loops;
    this.delivery = delivery;
    this.conversation = conversation;
    this.close = close;
    this.times = times;
    observer = options.observer();
    onEnd = options.onEnd();
  }

  /**
   * The connection is on its loop.
   *
   * @param answered whether the response was sent; otherwise the handler has to send one
   */
  void registered(OpeningResponse response, boolean answered) {
    if (observer != null) {
      observer.opened(response, answered, new SessionControl(delivery.session()));
    }
  }

  /** The handler may send. */
  void opened() {
    opened = true;
    delivery.opened();
  }

  /** TCP broke; {@link #ended} is next. */
  void transportFailed(IOException failure) {
    if (opened) {
      delivery.transportFailed(failure);
    }
  }

  /** Nothing is sent or received any more. The handler is the last that is notified. */
  void ended(TcpEnd how) {
    loops.ended();
    if (onEnd != null) {
      onEnd.run();
    }
    loops.listener().ended(summary(how));
    if (observer != null) {
      observer.ended(how);
    }
    if (opened) {
      delivery.closed(conversation.closeFrames().received());
    }
  }

  private EndedConnection summary(TcpEnd how) {
    CloseFrames frames = conversation.closeFrames();
    EngineSession session = delivery.session();
    return new EndedConnection(
        session.getId(),
        session.handshake().address(),
        session.getRemoteAddress(),
        times.open(),
        close.initiator(frames),
        requireNonNullElse(frames.firstCode(), CloseCode.ABNORMAL_CLOSURE),
        frames.isClean(),
        close.cause(),
        close.detail(),
        how);
  }
}
