package io.github.websocketecho.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes that are repeated, and cut to a length. Immutable; any thread. */
final class Payload implements Content {

  /** No bytes. */
  static final Payload EMPTY = new Payload(new byte[1], 0, "");

  /** What is copied at once: the unit, repeated to about this size [bytes]. */
  private static final int BLOCK = 8 * 1024;

  private final byte[] unit;
  private final int length;
  private final String text;

  /** The unit as often as it fits into {@link #BLOCK}, but at least once. */
  private final byte[] block;

  private Payload(byte[] unit, int length, String text) {
    this.unit = unit;
    this.length = length;
    this.text = text;
    int times = Math.max(1, Math.min(BLOCK, length) / unit.length);
    var repeated = ByteBuffer.allocate(times * unit.length);
    for (int i = 0; i < times; i++) {
      repeated.put(unit);
    }
    block = repeated.array();
  }

  /** These bytes once. */
  static Payload of(byte[] bytes, String text) {
    return bytes.length == 0 ? EMPTY : new Payload(bytes, bytes.length, text);
  }

  /**
   * Reads a payload of the table of cases.
   *
   * @param text {@code "characters"}, {@code hex:00ff}, or one of these behind a length: {@code 125
   *     of "*"}; empty for no bytes
   * @throws IllegalArgumentException if it is none of these
   */
  static Payload parse(String text) {
    int of = text.indexOf(" of ");
    if (of > 0 && Character.isDigit(text.charAt(0))) {
      byte[] unit = unit(text.substring(of + " of ".length()));
      return new Payload(unit, Integer.parseInt(text.substring(0, of)), text);
    }
    return text.isEmpty() ? EMPTY : of(unit(text), text);
  }

  private static byte[] unit(String text) {
    if (text.startsWith("hex:")) {
      return HexFormat.of().parseHex(text, "hex:".length(), text.length());
    }
    if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
      return text.substring(1, text.length() - 1).getBytes(StandardCharsets.UTF_8);
    }
    throw new IllegalArgumentException("No payload: " + text);
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void copy(int from, ByteBuffer into) {
    int at = from;
    while (at < length && into.hasRemaining()) {
      int start = at % unit.length;
      int count = Math.min(Math.min(block.length - start, length - at), into.remaining());
      into.put(block, start, count);
      at += count;
    }
  }

  @Override
  public boolean matches(int from, ByteBuffer part) {
    int at = from;
    ByteBuffer rest = part.duplicate();
    if (rest.remaining() > length - from) {
      return false;
    }
    while (rest.hasRemaining()) {
      int start = at % unit.length;
      int count = Math.min(block.length - start, rest.remaining());
      ByteBuffer piece = rest.slice(rest.position(), count);
      if (!piece.equals(ByteBuffer.wrap(block, start, count))) {
        return false;
      }
      rest.position(rest.position() + count);
      at += count;
    }
    return true;
  }

  /** As the table of cases has it. */
  @Override
  public String toString() {
    return text;
  }
}
