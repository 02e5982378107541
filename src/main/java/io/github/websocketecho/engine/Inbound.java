package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.protocol.FrameReader;
import io.github.websocketecho.protocol.FrameReceiver;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.ProtocolFailure;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one connection receives: messages go to its handler, inflated if need be; pings and the
 * close are answered. Runs on the loop.
 */
final class Inbound implements FrameReceiver, Compression.Inflated {

  /** The clock is looked at before one of so many frames, a power of two. */
  private static final int LOOK = 16;

  private final Connection connection;
  private final LoopStatistics statistics;
  private final MessageDelivery delivery;
  private final FrameReader reader;
  private final @Nullable Compression compression;
  private final @Nullable ConnectionObserver observer;
  private final @Nullable Pace pace;

  private final Turn turn;

  /** How many frames, or pieces of a message, were asked for in this turn. */
  private int asked;

  /** Whether the turn ended before all was handled that could be. */
  private boolean interrupted;

  Inbound(
      Connection connection,
      MessageDelivery delivery,
      FrameReader reader,
      @Nullable Compression compression,
      @Nullable ConnectionObserver observer,
      @Nullable Pace pace) {
    this.connection = connection;
    this.statistics = connection.loop().statistics();
    this.turn = connection.loop().turn();
    this.delivery = delivery;
    this.reader = reader;
    this.compression = compression;
    this.observer = observer;
    this.pace = pace;
  }

  /** So many bytes have come; none if it is less than 0. */
  void came(int bytes) {
    if (pace != null && bytes > 0) {
      pace.bytes(bytes);
    }
  }

  /**
   * Handles what lies in the buffer, as far as it is whole, the answers find room, and the turn
   * lasts.
   */
  void read(ByteBuffer input) throws ProtocolFailure {
    turn.begin(connection.loop().now());
    readOn(input);
  }

  /** Handles what has come since within the same turn. */
  void readOn(ByteBuffer input) throws ProtocolFailure {
    asked = 0;
    interrupted = false;
    if (compression != null && compression.isWaiting()) {
      compression.resume(this);
    }
    reader.read(input, this);
  }

  /** Whether the last turn ended before all was handled that could be. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** See {@link FrameReader#awaited}: 0 also where a frame is wanted in parts. */
  int awaited() {
    return wantsWhole() ? reader.awaited() : 0;
  }

  /** More has come of a frame that is awaited. */
  void readAhead(ByteBuffer more) throws ProtocolFailure {
    reader.readAhead(more, this);
  }

  /** Whether something was read that has to be inflated before anything else is read. */
  boolean isInflating() {
    return compression != null && compression.isWaiting();
  }

  /** What waits to be inflated may give so many bytes; 0 if nothing waits. */
  long mayInflateTo() {
    return compression == null ? 0 : compression.mayInflateTo();
  }

  @Override
  public boolean wantsMore() {
    return connection.takesMore() && !isInflating() && lasts();
  }

  /** Asked before each frame: whether the turn lasts. */
  private boolean lasts() {
    asked++;
    interrupted = interrupted || ((asked & (LOOK - 1)) == 0 && turn.isOver());
    return !interrupted;
  }

  /** When memory is scarce the client's parts are those of the echo too. */
  @Override
  public boolean wantsWhole() {
    return connection.takesWholeFrames();
  }

  /** Stops a message that takes long to inflate, but behind the first piece of a turn. */
  @Override
  public boolean hasRoom() {
    interrupted = interrupted || (asked > 0 && turn.isOver());
    asked++;
    return connection.takesMore() && !interrupted;
  }

  /** Work counts as the bytes that it takes as long to inflate as that. */
  @Override
  public void worked(int bytes) {
    came(bytes);
  }

  @Override
  public void frame(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
    if (pace != null) {
      pace.frame();
    }
    if (observer != null) {
      observer.received(fin, rsv, opcode, length, beginning.duplicate());
    }
  }

  @Override
  public void afterClose(ByteBuffer bytes) {
    if (observer != null) {
      observer.receivedAfterClose(bytes);
    }
  }

  @Override
  public void text(ByteBuffer payload, boolean ascii, boolean last) throws ProtocolFailure {
    if (connection.isOpen()) {
      count(last);
      delivery.text(payload, ascii, last);
    }
  }

  @Override
  public void textAhead(ByteBuffer bytes) throws ProtocolFailure {
    if (connection.isOpen()) {
      delivery.textAhead(bytes);
    }
  }

  @Override
  public void binary(ByteBuffer payload, boolean last) throws ProtocolFailure {
    if (connection.isOpen()) {
      count(last);
      delivery.binary(payload, last);
    }
  }

  private void count(boolean last) {
    if (last) {
      statistics.messagesReceived.add(1);
    }
  }

  @Override
  public void compressed(Opcode type, ByteBuffer payload, boolean last) throws ProtocolFailure {
    if (compression == null) {
      throw new IllegalStateException("No compression was agreed on");
    }
    if (connection.isOpen()) {
      compression.inflate(type, payload, last, this);
    }
  }

  /** A piece of a message that was compressed. */
  @Override
  public void accept(Opcode type, ByteBuffer piece, boolean last) throws ProtocolFailure {
    came(piece.remaining());
    if (type == Opcode.TEXT) {
      text(piece, false, last);
    } else {
      binary(piece, last);
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    if (connection.answersPings()) {
      connection.write(true, 0, Opcode.PONG, payload);
    }
  }

  @Override
  public void pong(ByteBuffer payload) {
    if (connection.isOpen()) {
      delivery.pong(payload);
    }
  }

  @Override
  public void close(@Nullable CloseCode code, CloseReason reason) {
    connection.closeReceived(code, reason);
  }
}
