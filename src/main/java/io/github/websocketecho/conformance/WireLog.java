package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames of one connection, both ways, as they were sent and received: the first {@value
 * #MOST}. Not thread-safe.
 */
final class WireLog {

  /** The most entries. */
  static final int MOST = 40;

  /** The most bytes of a payload that are kept. */
  static final int SHOWN = 125;

  private final long start = System.nanoTime();
  private final List<Entry> entries = new ArrayList<>();
  private long omitted;

  /** Who did something. */
  enum Side {
    SERVER,
    CLIENT
  }

  /** A frame, or another event. */
  sealed interface Entry {

    /** The time since the connection opened. */
    Duration at();

    /**
     * A frame.
     *
     * @param opcode the four bits, 0-15
     * @param length of the payload [bytes]
     * @param beginning of the payload, unmasked
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Frame(
        Duration at, Side by, boolean fin, int rsv, int opcode, long length, byte[] beginning)
        implements Entry {}

    /** A part of a payload, without a header. */
    @SuppressWarnings("ArrayRecordComponent")
    record Part(Duration at, byte[] bytes) implements Entry {}

    /**
     * Anything else.
     *
     * @param code of a message that describes it
     */
    record Note(Duration at, String code, String argument) implements Entry {}
  }

  /** A frame of the client has begun. */
  void received(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
    frame(Side.CLIENT, fin, rsv, opcode.value(), length, beginning);
  }

  /** A frame was sent. */
  void sent(boolean fin, int rsv, int opcode, long length, ByteBuffer beginning) {
    frame(Side.SERVER, fin, rsv, opcode, length, beginning);
  }

  private void frame(Side by, boolean fin, int rsv, int opcode, long length, ByteBuffer beginning) {
    if (isFull()) {
      return;
    }
    entries.add(new Entry.Frame(at(), by, fin, rsv, opcode, length, first(beginning)));
  }

  /** A part of a payload was sent. */
  void sentPart(ByteBuffer bytes) {
    if (!isFull()) {
      entries.add(new Entry.Part(at(), first(bytes)));
    }
  }

  /** Something else happened. */
  void note(String code, Object argument) {
    if (!isFull()) {
      entries.add(new Entry.Note(at(), code, String.valueOf(argument)));
    }
  }

  /** Whether more entries are kept. */
  boolean hasRoom() {
    return entries.size() < MOST;
  }

  private boolean isFull() {
    boolean full = entries.size() >= MOST;
    omitted += full ? 1 : 0;
    return full;
  }

  private Duration at() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static byte[] first(ByteBuffer bytes) {
    byte[] first = new byte[Math.min(SHOWN, bytes.remaining())];
    bytes.duplicate().get(first);
    return first;
  }

  /** The entries so far. */
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** How many more there were. */
  long omitted() {
    return omitted;
  }

  /** The time since the connection opened. */
  Duration duration() {
    return at();
  }
}
