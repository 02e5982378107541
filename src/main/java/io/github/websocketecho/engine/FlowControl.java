package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.ConversationFlow;
import org.jspecify.annotations.Nullable;

/**
 * Decides how fast one connection handles its input: as long as its answers have room and its turn
 * lasts. Counts what the client sends. Runs on the loop.
 */
final class FlowControl implements ConversationFlow {

  /** The clock is read before one frame of this number, a power of two. */
  private static final int TIMED = 16;

  private final EventLoop loop;
  private final Output output;
  private final @Nullable RateLimiter limiter;

  /** How many frames, or pieces of a message, were asked for in this turn. */
  private int asked;

  /** Whether the turn ended before everything was handled that could be. */
  private boolean interrupted;

  private boolean deliversParts;

  /**
   * @param limiter null if the client may send as fast as it likes
   */
  FlowControl(EventLoop loop, Output output, @Nullable RateLimiter limiter) {
    this.loop = loop;
    this.output = output;
    this.limiter = limiter;
  }

  /** Has the parts of each frame delivered as they are received. */
  void deliverParts() {
    deliversParts = true;
  }

  /** The connection begins its turn. */
  void beginTurn() {
    loop.turn().begin(loop.now());
    goOn();
  }

  /** The connection handles more within the same turn. */
  void goOn() {
    asked = 0;
    interrupted = false;
  }

  /** Whether the last turn ended before everything was handled that could be. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** Bytes were received; none if this is less than 0. */
  void received(int bytes) {
    if (limiter != null && bytes > 0) {
      limiter.bytes(bytes);
    }
  }

  /** A frame was received. */
  void frameReceived() {
    if (limiter != null) {
      limiter.frame();
    }
  }

  @Override
  public boolean wantsMore() {
    return output.hasRoom() && turnLasts();
  }

  private boolean turnLasts() {
    asked++;
    interrupted = interrupted || ((asked & (TIMED - 1)) == 0 && loop.turn().isOver());
    return !interrupted;
  }

  @Override
  public boolean wantsWhole() {
    return !deliversParts && !loop.backlog().isScarce();
  }

  /** Interrupts a message that takes long to inflate, but only behind the first piece of a turn. */
  @Override
  public boolean hasRoom() {
    interrupted = interrupted || (asked > 0 && loop.turn().isOver());
    asked++;
    return output.hasRoom() && !interrupted;
  }

  @Override
  public void inflated(int bytes) {
    received(bytes);
  }
}
