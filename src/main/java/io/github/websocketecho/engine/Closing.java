package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.ConversationState;
import io.github.websocketecho.protocol.ServerConversation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why one connection closes, and how long the client may take for its part (RFC 6455, section 7).
 * Runs on the loop.
 */
final class Closing {

  private final EventLoop loop;
  private final @Nullable ConnectionObserver observer;

  /** When the connection was opened [ns]. */
  private final long opened;

  /** The first cause that was reported; null before. */
  private @Nullable Cause cause;

  private String detail = "";

  /** When the client's part began, or both sides were done [ns]. */
  private long since;

  /** How long TCP stays open behind the closing handshake. */
  private Duration held = Duration.ZERO;

  /** How much longer than the limit the client may take. */
  private Duration allowed = Duration.ZERO;

  private boolean ended;

  Closing(EventLoop loop, @Nullable ConnectionObserver observer) {
    this.loop = loop;
    opened = loop.time();
    this.observer = observer;
  }

  /** Why the connection is going to end; the first cause counts. */
  void caused(Cause cause, String detail) {
    if (ended) {
      return;
    }
    if (this.cause == null) {
      this.cause = cause;
      this.detail = detail;
    }
    if (observer != null) {
      observer.closing(cause, detail);
    }
  }

  /** TCP ends: no cause counts any more. */
  void end() {
    ended = true;
  }

  /** The client has its part to do from now on, or both sides are done. */
  void begin() {
    since = loop.now();
  }

  /** The client may take this much longer than the limit. */
  void allow(Duration longer) {
    allowed = longer;
  }

  /** Leaves TCP open for a time if both sides have closed. */
  void hold(Duration time) {
    held = time;
  }

  /** Whether TCP stays open for a time that is not the client's. */
  boolean isHeld() {
    return held.isPositive();
  }

  /** Whether the client has taken longer than the limit for its part, or TCP was held enough. */
  boolean isLate(ConversationState state, Duration limit) {
    if (state.maySend()) {
      return false;
    }
    boolean isHeld = isHeld() && state == ConversationState.CLOSED;
    return loop.now() - since > (isHeld ? held : limit.plus(allowed)).toNanos();
  }

  /** How the connection of this session has ended. */
  EndedConnection ended(EngineSession session, TcpEnd tcpEnd, ServerConversation conversation) {
    CloseCode firstCode = conversation.firstCode();
    return new EndedConnection(
        session.getId(),
        session.address(),
        session.getRemoteAddress(),
        Duration.ofNanos(loop.time() - opened),
        initiator(conversation),
        firstCode == null ? CloseCode.ABNORMAL_CLOSURE : firstCode,
        conversation.isClean(),
        cause,
        detail,
        tcpEnd);
  }

  private Initiator initiator(ServerConversation conversation) {
    if (conversation.firstCode() != null) {
      return conversation.hasClientClosedFirst() ? Initiator.CLIENT : Initiator.SERVER;
    }
    if (cause == null) {
      return Initiator.NONE;
    }
    return cause == Cause.NETWORK ? Initiator.CLIENT : Initiator.SERVER;
  }
}
