package io.github.websocketecho.engine;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.protocol.CloseFrames;
import io.github.websocketecho.protocol.ConversationState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why one connection closes, how long the client may take for its part of the closing handshake
 * (RFC 6455, section 7), and whether TCP has ended. Runs on the loop.
 */
final class CloseState {

  private final @Nullable ConnectionObserver observer;

  /** The first cause that was reported; null before. */
  private @Nullable Cause cause;

  private String detail = "";

  /** When the client's part began, or both sides were done [ns]. */
  private long since;

  /** How long TCP stays open after the closing handshake. */
  private Duration held = Duration.ZERO;

  /** How much longer than the limit the client may take. */
  private Duration allowed = Duration.ZERO;

  private boolean truncated;
  private boolean ended;

  /**
   * @param observer is notified of each cause; null if nobody observes
   */
  CloseState(@Nullable ConnectionObserver observer) {
    this.observer = observer;
  }

  /**
   * Records why the connection is going to end. The first cause counts, and none after {@link
   * #end}.
   *
   * @param detail a sentence
   */
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

  /** The client's part begins now [ns], because a close frame was sent; or both sides are done. */
  void beginWaiting(long now) {
    since = now;
  }

  /** Gives the client this much longer than the limit, or what it was given before if longer. */
  void allow(Duration longer) {
    allowed = longer.compareTo(allowed) > 0 ? longer : allowed;
  }

  /** Leaves TCP open for a time after the closing handshake. */
  void holdTcp(Duration time) {
    held = time;
  }

  /** Whether TCP stays open for a time after the closing handshake. */
  boolean holdsTcp() {
    return held.isPositive();
  }

  /** Whether the client has exceeded the limit for its part, or TCP was held long enough. */
  boolean isLate(long now, ConversationState state, Duration limit) {
    if (state.maySend()) {
      return false;
    }
    boolean isHeld = holdsTcp() && state == ConversationState.CLOSED;
    return now - since > (isHeld ? held : limit.plus(allowed)).toNanos();
  }

  /** Has TLS end without close_notify, as if an attacker had cut it. */
  void truncate() {
    truncated = true;
  }

  /** Whether TLS ends without close_notify. */
  boolean isTruncated() {
    return truncated;
  }

  /** TCP ends. */
  void end() {
    ended = true;
  }

  /** Whether TCP has ended, or is being ended. */
  boolean hasEnded() {
    return ended;
  }

  /** Why the connection ends; null if it is not known. */
  @Nullable Cause cause() {
    return cause;
  }

  /** The cause as a sentence; empty if it is not known. */
  String detail() {
    return detail;
  }

  /** Which side began to close: by a close frame, or else by ending TCP. */
  Initiator initiator(CloseFrames frames) {
    Initiator first = frames.clientFirst() ? Initiator.CLIENT : Initiator.SERVER;
    return Initiator.of(frames.firstCode() == null ? Initiator.NONE : first, cause);
  }
}
