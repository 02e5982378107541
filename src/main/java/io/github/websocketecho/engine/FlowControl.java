package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.ConversationFlow;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides how fast one connection handles what was received: as long as its answers have room and
 * its turn lasts. Counts what the client sends. Runs on the loop.
 */
final class FlowControl implements ConversationFlow {

  /** The clock is read before one frame of this number, a power of two. */
  private static final int LOOK = 16;

  private final Turn turn;
  private final @Nullable Pace pace;
  private final BooleanSupplier hasRoom;
  private final BooleanSupplier wantsWhole;

  /** How many frames, or pieces of a message, were asked for in this turn. */
  private int asked;

  /** Whether the turn ended before all was handled that could be. */
  private boolean interrupted;

  /**
   * @param pace null if the client may send as fast as it likes
   * @param hasRoom whether answers have room
   * @param wantsWhole whether an incomplete frame may be buffered
   */
  FlowControl(Turn turn, @Nullable Pace pace, BooleanSupplier hasRoom, BooleanSupplier wantsWhole) {
    this.turn = turn;
    this.pace = pace;
    this.hasRoom = hasRoom;
    this.wantsWhole = wantsWhole;
  }

  /** The connection begins its turn at this time, as {@link System#nanoTime} has it. */
  void beginTurn(long now) {
    turn.begin(now);
    goOn();
  }

  /** The connection handles more within the same turn. */
  void goOn() {
    asked = 0;
    interrupted = false;
  }

  /** Whether the last turn ended before all was handled that could be. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** Bytes were received; none if this is less than 0. */
  void received(int bytes) {
    if (pace != null && bytes > 0) {
      pace.bytes(bytes);
    }
  }

  /** A frame was received. */
  void frameReceived() {
    if (pace != null) {
      pace.frame();
    }
  }

  @Override
  public boolean wantsMore() {
    return hasRoom.getAsBoolean() && lasts();
  }

  private boolean lasts() {
    asked++;
    interrupted = interrupted || ((asked & (LOOK - 1)) == 0 && turn.isOver());
    return !interrupted;
  }

  @Override
  public boolean wantsWhole() {
    return wantsWhole.getAsBoolean();
  }

  /** Interrupts a message that takes long to inflate, but behind the first piece of a turn. */
  @Override
  public boolean hasRoom() {
    interrupted = interrupted || (asked > 0 && turn.isOver());
    asked++;
    return hasRoom.getAsBoolean() && !interrupted;
  }

  @Override
  public void inflated(int bytes) {
    received(bytes);
  }
}
