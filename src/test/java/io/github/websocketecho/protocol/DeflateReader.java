package io.github.websocketecho.protocol;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Inflates data and measures how far back it refers, which zlib does not tell.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951.html#section-3.2">RFC 1951, section 3.2</a>
 */
final class DeflateReader {

  private static final int STORED = 0;
  private static final int FIXED = 1;
  private static final int DYNAMIC = 2;

  private static final int END_OF_BLOCK = 256;
  private static final int LITERALS_AND_LENGTHS = 288;
  private static final int DISTANCES = 30;

  /** The order in which a dynamic block has the lengths of the codes for lengths of codes. */
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final byte[] data;
  private int bit;
  private byte[] inflated = new byte[1 << 16];
  private int size;
  private int longestDistance;

  /**
   * What was read.
   *
   * @param longestDistance the most bytes that a reference goes back; 0 if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
  record Result(byte[] inflated, int longestDistance) {}

  private DeflateReader(byte[] data) {
    this.data = data;
  }

  /** Reads the payloads of the messages that a connection sends, in their order. */
  static Result read(Iterable<byte[]> payloads) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (byte[] payload : payloads) {
      data.writeBytes(payload);
      data.writeBytes(new byte[] {0, 0, -1, -1});
    }
    DeflateReader reader = new DeflateReader(data.toByteArray());
    while (reader.bit < reader.data.length * Byte.SIZE) {
      reader.block();
    }
    return new Result(Arrays.copyOf(reader.inflated, reader.size), reader.longestDistance);
  }

  private void block() {
    require(bits(1) == 0, "no final block");
    switch (bits(2)) {
      case STORED -> stored();
      case FIXED -> compressed(new Code(fixedLengths()), new Code(repeat(5, DISTANCES)));
      case DYNAMIC -> dynamic();
      default -> throw new AssertionError("The type of a block is 3");
    }
  }

  private void stored() {
    bit = Math.ceilDiv(bit, Byte.SIZE) * Byte.SIZE;
    int length = bits(16);
    require(bits(16) == (length ^ 0xFFFF), "a length and its complement");
    for (int i = 0; i < length; i++) {
      add(bits(8));
    }
  }

  private static int[] fixedLengths() {
    int[] lengths = repeat(8, LITERALS_AND_LENGTHS);
    Arrays.fill(lengths, 144, END_OF_BLOCK, 9);
    Arrays.fill(lengths, END_OF_BLOCK, 280, 7);
    return lengths;
  }

  private static int[] repeat(int length, int count) {
    int[] lengths = new int[count];
    Arrays.fill(lengths, length);
    return lengths;
  }

  private void dynamic() {
    int literals = bits(5) + END_OF_BLOCK + 1;
    int distances = bits(5) + 1;
    int[] lengthsOfLengths = new int[ORDER.length];
    for (int i = bits(4) + 4, next = 0; i > 0; i--, next++) {
      lengthsOfLengths[ORDER[next]] = bits(3);
    }
    Code code = new Code(lengthsOfLengths);
    int[] lengths = new int[literals + distances];
    for (int i = 0; i < lengths.length; ) {
      int symbol = symbol(code);
      int length = symbol < 16 ? symbol : symbol == 16 ? lengths[i - 1] : 0;
      int count =
          switch (symbol) {
            case 16 -> 3 + bits(2);
            case 17 -> 3 + bits(3);
            case 18 -> 11 + bits(7);
            default -> 1;
          };
      Arrays.fill(lengths, i, i + count, length);
      i += count;
    }
    compressed(
        new Code(Arrays.copyOf(lengths, literals)),
        new Code(Arrays.copyOfRange(lengths, literals, lengths.length)));
  }

  private void compressed(Code literals, Code distances) {
    int symbol = symbol(literals);
    while (symbol != END_OF_BLOCK) {
      if (symbol < END_OF_BLOCK) {
        add(symbol);
      } else {
        int length = length(symbol - END_OF_BLOCK - 1);
        copy(length, 1 + scaled(symbol(distances), 1));
      }
      symbol = symbol(literals);
    }
  }

  /** The last code is an exception: without it, the longest length would need extra bits. */
  private int length(int code) {
    return code == 28 ? 258 : 3 + scaled(code, 2);
  }

  /** The first 2^(n+1) codes have no extra bits. The next 2^n have one, the next have two... */
  private int scaled(int code, int n) {
    int perStep = 1 << n;
    int extra = Math.max(0, (code >> n) - 1);
    int first = extra == 0 ? code : (perStep + (code & (perStep - 1))) << extra;
    return first + bits(extra);
  }

  private void copy(int length, int distance) {
    require(distance <= size, "a reference to what was read");
    longestDistance = Math.max(longestDistance, distance);
    for (int i = 0; i < length; i++) {
      add(inflated[size - distance]);
    }
  }

  private void add(int value) {
    if (size == inflated.length) {
      inflated = Arrays.copyOf(inflated, 2 * size);
    }
    inflated[size++] = (byte) value;
  }

  private int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++, bit++) {
      value |= (data[bit / Byte.SIZE] >> (bit % Byte.SIZE) & 1) << i;
    }
    return value;
  }

  private int symbol(Code code) {
    int prefix = 1;
    Integer symbol = null;
    while (symbol == null) {
      prefix = prefix << 1 | bits(1);
      require(prefix < 1 << 16, "a code of at most 15 bits");
      symbol = code.symbols.get(prefix);
    }
    return symbol;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("There should be " + what);
    }
  }

  /** A Huffman code, given by the lengths of its symbols' codes. */
  private static final class Code {

    /** By the bits of their codes behind a one, which keeps the zeros that a code begins with. */
    private final Map<Integer, Integer> symbols = new HashMap<>();

    private Code(int[] lengths) {
      int code = 0;
      for (int length = 1; length <= 15; length++) {
        code <<= 1;
        for (int symbol = 0; symbol < lengths.length; symbol++) {
          if (lengths[symbol] == length) {
            symbols.put(1 << length | code, symbol);
            code++;
          }
        }
      }
    }
  }
}
