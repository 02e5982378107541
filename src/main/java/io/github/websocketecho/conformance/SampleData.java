package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data that compressed messages are cut from. It has the sizes of the files that the Autobahn
 * Testsuite uses in its groups 12 and 13, but is made here: the same bytes in every process.
 *
 * <p>Each is made when it is first used, and then retained: 2 MB for all. Safe for any thread.
 */
public enum SampleData {

  /**
   * A JSON document with an array of measurements. ASCII, so that any cut is between characters.
   */
  JSON(Opcode.TEXT, 194_056),

  /** A picture of 512 by 512 shades of gray in the format BMP: a ramp with noise. */
  IMAGE(Opcode.BINARY, 263_222),

  /** Prose with umlauts in UTF-8. A cut may be within a character, so it is no text. */
  BOOK(Opcode.BINARY, 222_218),

  /** An HTML page with headings, paragraphs and tables. ASCII, as above. */
  HTML(Opcode.TEXT, 263_647),

  /** Random bytes, and lines of digits in between, like a document with compressed pictures. */
  NOISE(Opcode.BINARY, 1_042_328);

  private static final Map<SampleData, ByteBuffer> MADE = new ConcurrentHashMap<>();

  private final Opcode type;
  private final int size;

  SampleData(Opcode type, int size) {
    this.type = type;
    this.size = size;
  }

  /** The type of messages with it: text or binary. */
  public Opcode type() {
    return type;
  }

  /** Its size [bytes]. */
  public int size() {
    return size;
  }

  /** All bytes, read-only. Each call returns a buffer with a position of its own. */
  public ByteBuffer bytes() {
    return made().duplicate();
  }

  /**
   * Copies a part. Behind the last byte, the data begins again, so a part may be of any length.
   * Message after message continues where the one before ended, if the index is the sum of the
   * lengths of those before.
   *
   * @param from the index of the first byte, 0 or more; it may exceed the size
   * @param into filled up to its limit
   * @throws IllegalArgumentException if the index is negative
   */
  public void copy(long from, ByteBuffer into) {
    if (from < 0) {
      throw new IllegalArgumentException("Index " + from + " is negative");
    }
    ByteBuffer data = made();
    int next = (int) (from % size);
    while (into.hasRemaining()) {
      int count = Math.min(into.remaining(), size - next);
      into.put(data.slice(next, count));
      next = 0;
    }
  }

  private ByteBuffer made() {
    return MADE.computeIfAbsent(this, data -> ByteBuffer.wrap(data.make()).asReadOnlyBuffer());
  }

  private byte[] make() {
    // Every JDK makes the same numbers: the documentation of Random specifies how.
    SampleWriter writer = new SampleWriter(new Random(size), size);
    return switch (this) {
      case JSON -> writer.json();
      case IMAGE -> writer.image();
      case BOOK -> writer.book();
      case HTML -> writer.html();
      case NOISE -> writer.noise();
    };
  }
}
