package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.ConversationFlow;
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
  private final Room room;

  /** How many frames, or pieces of a message, were asked for in this turn. */
  private int asked;

  /** Whether the turn ended before all was handled that could be. */
  private boolean interrupted;

  /**
   * @param pace null if the client may send as fast as it likes
   */
  FlowControl(Turn turn, @Nullable Pace pace, Room room) {
    this.turn = turn;
    this.pace = pace;
    this.room = room;
  }

  /** What the connection has room for. */
  interface Room {

    /** Whether answers to what is received have room, at the socket or in memory. */
    boolean hasRoomForAnswers();

    /** Whether an incomplete frame that is short enough may be buffered until it is complete. */
    boolean hasRoomForFrames();
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
    return room.hasRoomForAnswers() && lasts();
  }

  private boolean lasts() {
    asked++;
    interrupted = interrupted || ((asked & (LOOK - 1)) == 0 && turn.isOver());
    return !interrupted;
  }

  @Override
  public boolean wantsWhole() {
    return room.hasRoomForFrames();
  }

  /** Interrupts a message that takes long to inflate, but behind the first piece of a turn. */
  @Override
  public boolean hasRoom() {
    interrupted = interrupted || (asked > 0 && turn.isOver());
    asked++;
    return room.hasRoomForAnswers() && !interrupted;
  }

  @Override
  public void inflated(int bytes) {
    received(bytes);
  }
}
