package io.github.websocketecho.protocol;

import static io.github.websocketecho.protocol.Flate.hex;

import io.github.websocketecho.protocol.Flate.Calls;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Checks these properties of {@link MessageInflater} for any compressed messages:
 *
 * <ul>
 *   <li>It throws only {@link ProtocolFailure}, and makes progress at every call.
 *   <li>Its output is the same for all sizes of parts and buffers, and the same as zlib's.
 * </ul>
 *
 * <p>The first byte of an input contains the agreement, the next two the sizes, and the fourth the
 * length of the first message. The others are the two messages.
 */
final class MessageInflaterFuzz {

  private static final int SETTINGS = 4;
  private static final int NO_TAKEOVER = 1;
  private static final String FAILURE = "failure ";

  /** An empty block that is marked as final. */
  private static final byte[] FINAL_BLOCK = hex("01 00 00 ff ff");

  private MessageInflaterFuzz() {}

  /** Called by the fuzzer. Throws if a property above is violated. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < SETTINGS) {
      return;
    }
    boolean noTakeover = (input[0] & NO_TAKEOVER) != 0;
    int windowBits = 8 + (input[0] >> 1 & 7);
    PermessageDeflate agreed = Flate.agreement(noTakeover, OptionalInt.of(windowBits));
    int edge = Math.min(SETTINGS + (input[3] & 0xFF), input.length);
    List<byte[]> messages =
        List.of(
            Arrays.copyOfRange(input, SETTINGS, edge),
            Arrays.copyOfRange(input, edge, input.length));

    List<String> inflated = inflate(agreed, Calls.AT_ONCE, messages);
    var calls = new Calls(1 + (input[1] & 0xFF), 1 + (input[2] & 0xFF), true);
    requireEqual(inflate(agreed, calls, messages), inflated);

    for (int i = 0; i < inflated.size(); i++) {
      List<byte[]> stream = messages.subList(noTakeover ? i : 0, i + 1);
      String byZlib = byZlib(stream);
      if (inflated.get(i).startsWith(FAILURE)) {
        // The message may refer to bytes in zlib's window that are outside the agreed one.
        requireEqual(FAILURE, byZlib == null || windowBits < 15 ? FAILURE : byZlib);
      } else if (byZlib != null) {
        requireEqual(String.join("", inflated.subList(noTakeover ? i : 0, i + 1)), byZlib);
      }
    }
  }

  private static void requireEqual(Object actual, Object expected) {
    if (!actual.equals(expected)) {
      throw new AssertionError("Actual: " + actual + "\nExpected: " + expected);
    }
  }

  /** Inflates the messages, up to the first that fails. */
  private static List<String> inflate(
      PermessageDeflate agreed, Calls calls, List<byte[]> messages) {
    List<String> inflated = new ArrayList<>();
    try (var inflater = new MessageInflater(agreed)) {
      for (byte[] message : messages) {
        inflated.add(HexFormat.of().formatHex(Flate.inflate(inflater, message, calls)));
      }
    } catch (ProtocolFailure failure) {
      inflated.add(FAILURE + failure.code() + " " + failure.reason());
    }
    return inflated;
  }

  /**
   * Inflates messages as one stream with zlib. Returns {@link #FAILURE} if they are not DEFLATE
   * data or do not end with a block; null if a block within them is marked as final, because zlib
   * stops there.
   */
  private static @Nullable String byZlib(List<byte[]> messages) {
    var stream = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      if (message.length > 0) {
        stream.writeBytes(message);
        stream.writeBytes(hex("00 00 ff ff"));
      }
    }
    stream.writeBytes(FINAL_BLOCK);
    try (var inflater = new Inflater(true)) {
      inflater.setInput(stream.toByteArray());
      var inflated = new ByteArrayOutputStream();
      byte[] piece = new byte[1 << 16];
      int count;
      do {
        count = inflater.inflate(piece);
        inflated.write(piece, 0, count);
      } while (count > 0);
      if (!inflater.finished()) {
        return FAILURE;
      }
      return inflater.getRemaining() > 0 ? null : HexFormat.of().formatHex(inflated.toByteArray());
    } catch (DataFormatException e) {
      return FAILURE;
    }
  }

  /** The initial inputs: examples of RFC 7692, section 7.2.3, and more data than a window. */
  static List<byte[]> seeds() {
    return List.of(
        hex("0e 02 03 07  f2 48 cd c9 c9 07 00  f2 00 11 00 00"),
        hex("0e 02 03 0b  00 05 00 fa ff 48 65 6c 6c 6f 00  f3 48 cd c9 c9 07 00 00"),
        hex("01 02 03 0e  f2 48 05 00 00 00 ff ff ca c9 c9 07 00  00"),
        Flate.concat(
            hex("00 20 40 ff"),
            Flate.deflateWithFinalBlock(new byte[600], new byte[0]),
            hex("00")));
  }
}
