package io.github.websocketecho.protocol;

import static io.github.websocketecho.protocol.Flate.NO_TAKEOVER;
import static io.github.websocketecho.protocol.Flate.TAKEOVER;
import static io.github.websocketecho.protocol.Flate.concat;
import static io.github.websocketecho.protocol.Flate.deflateWithFinalBlock;
import static io.github.websocketecho.protocol.Flate.hex;
import static io.github.websocketecho.protocol.Flate.inflate;
import static io.github.websocketecho.protocol.Flate.noise;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.websocketecho.protocol.Flate.Calls;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MessageInflaterTests {

  private static final String NOT_DEFLATE = "The compressed message is not DEFLATE data.";
  private static final String CUT_OFF = "The compressed message ends within a DEFLATE block.";

  // Fixed Huffman codes (RFC 1951, section 3.2.6).
  private static final int LENGTH_3 = 0b0000001;
  private static final int DISTANCES_FROM_24577 = 0b11101;
  private static final int DISTANCES_FROM_193 = 0b01111;
  private static final int DISTANCES_FROM_257 = 0b10000;

  private final MessageInflater inflater = new MessageInflater(TAKEOVER);

  @AfterEach
  void close() {
    inflater.close();
  }

  private static void assertFails(MessageInflater inflater, byte[] payload, String rule) {
    assertThatExceptionOfType(ProtocolFailure.class)
        .isThrownBy(() -> inflate(inflater, payload, Calls.AT_ONCE))
        .withMessage(rule)
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(new CloseCode(1007)));
  }

  /** RFC 7692, sections 7.2.3.1 and 7.2.3.3 to 7.2.3.5. */
  @ParameterizedTest
  @CsvSource({
    "7.2.3.1, f2 48 cd c9 c9 07 00",
    "7.2.3.3, 00 05 00 fa ff 48 65 6c 6c 6f 00",
    "7.2.3.4, f3 48 cd c9 c9 07 00 00",
    "7.2.3.5, f2 48 05 00 00 00 ff ff ca c9 c9 07 00"
  })
  void inflatesTheExamplesOfTheRfcSplitAnywhere(String section, String payload) throws Exception {
    byte[] bytes = hex(payload);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        for (int room = 1; room <= 7; room++) {
          assertThat(inThreeParts(bytes, first, second, room))
              .as("section %s, cut at %d and %d, room %d", section, first, second, room)
              .isEqualTo("Hello");
        }
      }
    }
  }

  private String inThreeParts(byte[] payload, int first, int second, int room)
      throws ProtocolFailure {
    StringBuilder text = new StringBuilder();
    int[] edges = {0, first, second, payload.length};
    for (int part = 0; part < 3; part++) {
      ByteBuffer input = ByteBuffer.wrap(payload, edges[part], edges[part + 1] - edges[part]);
      ByteBuffer output = ByteBuffer.allocate(room);
      boolean done;
      do {
        done = inflater.inflate(input, part == 2, output);
        text.append(US_ASCII.decode(output.flip()));
        output.clear();
      } while (!done);
    }
    return text.toString();
  }

  /** RFC 7692, section 7.2.3.2. */
  @Test
  void messagesShareTheWindow() throws Exception {
    assertThat(inflate(inflater, "f2 48 cd c9 c9 07 00")).asString().isEqualTo("Hello");
    assertThat(inflate(inflater, "f2 00 11 00 00")).asString().isEqualTo("Hello");
    assertThat(inflate(inflater, "f2 00 11 00 00")).asString().isEqualTo("Hello");
  }

  @Test
  void windowSurvivesARest() throws Exception {
    inflater.rest();
    assertThat(inflate(inflater, "f2 48 cd c9 c9 07 00")).asString().isEqualTo("Hello");
    inflater.rest();
    inflater.rest();
    assertThat(inflate(inflater, "f2 00 11 00 00")).asString().isEqualTo("Hello");
  }

  @Test
  void restHasNoEffectWithinAMessage() throws Exception {
    ByteBuffer output = ByteBuffer.allocate(10);
    inflater.inflate(ByteBuffer.wrap(hex("f2 48 cd")), false, output);
    inflater.rest();
    inflater.inflate(ByteBuffer.wrap(hex("c9 c9 07 00")), true, output);
    assertThat(US_ASCII.decode(output.flip()).toString()).isEqualTo("Hello");
  }

  @Test
  void windowIsEmptyAtEveryMessageWithoutContextTakeover() throws Exception {
    try (MessageInflater withoutTakeover = new MessageInflater(NO_TAKEOVER)) {
      assertThat(inflate(withoutTakeover, "f2 48 cd c9 c9 07 00")).asString().isEqualTo("Hello");
      assertThat(inflate(withoutTakeover, "f2 48 cd c9 c9 07 00")).asString().isEqualTo("Hello");
      assertFails(withoutTakeover, hex("f2 00 11 00 00"), NOT_DEFLATE);
    }
  }

  @Test
  void windowIsEmptyBeforeTheFirstMessage() {
    assertFails(inflater, hex("f2 00 11 00 00"), NOT_DEFLATE);
  }

  /** RFC 7692, section 7.2.3.6, and other encodings of an empty message. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "",
        "02 00", // an empty block with fixed codes
        "03 00", // the same, final, without a byte after it
        "03 00 00",
        "01 00 00 ff ff", // an empty final block without compression
        "01 00 00 ff ff 00",
        "01", // the same, without the four bytes that a sender removes
        "00 00 00 ff ff 00",
        "03 00 03 00 03 00 00"
      })
  void emptyMessageLeavesTheWindowUnchanged(String payload) throws Exception {
    assertThat(inflate(inflater, payload)).isEmpty();
    assertThat(inflate(inflater, "f2 48 cd c9 c9 07 00")).asString().isEqualTo("Hello");
    assertThat(inflate(inflater, payload)).isEmpty();
    assertThat(inflate(inflater, "f2 00 11 00 00")).asString().isEqualTo("Hello");
  }

  @Test
  void messageEndsWithTheLastByteThatFillsTheOutput() throws Exception {
    ByteBuffer output = ByteBuffer.allocate(5);
    assertThat(inflater.inflate(ByteBuffer.wrap(hex("f2 48 cd c9 c9 07 00")), true, output))
        .isTrue();
    assertThat(output.hasRemaining()).isFalse();
  }

  @Test
  void acceptsFinalBlocksAnywhere() throws Exception {
    byte[] hello = hex("f3 48 cd c9 c9 07 00");
    byte[] again = hex("f3 00 11 00"); // refers to the Hello before it
    assertThat(inflate(inflater, concat(hello, hello, again, hex("00")), Calls.AT_ONCE))
        .asString()
        .isEqualTo("HelloHelloHello");
    assertThat(inflate(inflater, concat(again, hex("f2 00 11 00 00")), Calls.AT_ONCE))
        .asString()
        .isEqualTo("HelloHello");
    assertThat(inflate(inflater, hello, Calls.AT_ONCE)).asString().isEqualTo("Hello");
  }

  @Test
  void acceptsFinalBlocksWithinAMessageWithoutContextTakeover() throws Exception {
    try (MessageInflater withoutTakeover = new MessageInflater(NO_TAKEOVER)) {
      byte[] payload = hex("f3 48 cd c9 c9 07 00 f2 00 11 00 00");
      assertThat(inflate(withoutTakeover, payload, Calls.AT_ONCE))
          .asString()
          .isEqualTo("HelloHello");
    }
  }

  @Test
  void windowContinuesAcrossFinalBlocks() throws Exception {
    Random random = new Random(1);
    byte[] sent = new byte[0];
    for (int size : new int[] {1, 255, 256, 257, 1000, 32_767, 32_768, 5, 32_769, 70_000, 3000}) {
      // The message is half old data, half new.
      byte[] fresh = noise(random, size);
      byte[] old = Arrays.copyOfRange(sent, Math.max(0, sent.length - size), sent.length);
      byte[] message = concat(old, fresh);
      byte[] window = Arrays.copyOfRange(sent, Math.max(0, sent.length - 32_768), sent.length);
      byte[] payload = concat(deflateWithFinalBlock(message, window), hex("00"));
      assertThat(inflate(inflater, payload, new Calls(1000, 700, size % 2 == 0)))
          .as("size %d", size)
          .isEqualTo(message);
      sent = concat(sent, message);
    }
  }

  /** A message that copies three bytes from a distance before it, in a final block or not. */
  private static byte[] copyFrom(int distance, boolean finalBlock) {
    Bits bits = new Bits();
    bits.number(finalBlock ? 1 : 0, 1).number(1, 2).code(LENGTH_3, 7);
    if (distance > 24_576) {
      bits.code(DISTANCES_FROM_24577, 5).number(distance - 24_577, 13);
    } else if (distance > 256) {
      bits.code(DISTANCES_FROM_257, 5).number(distance - 257, 7);
    } else {
      bits.code(DISTANCES_FROM_193, 5).number(distance - 193, 6);
    }
    bits.code(0, 7); // the end of the block
    if (finalBlock) {
      bits.align();
    }
    return bits.number(0, 3).align().bytes();
  }

  @ParameterizedTest
  @CsvSource({
    "8, 256",
    "9, 512",
    "15, 32768",
  })
  void acceptsReferencesUpToTheAgreedWindow(int bits, int window) throws Exception {
    // The copied bytes move the window by three each time.
    byte[] first = noise(new Random(2), window + 4);
    byte[] stored = concat(deflateWithFinalBlock(first, new byte[0]), hex("00"));
    int distance = bits == 9 ? 384 : window; // 384 is the largest with one code from 257
    try (MessageInflater limited =
        new MessageInflater(Flate.agreement(false, OptionalInt.of(bits)))) {
      assertThat(inflate(limited, stored, Calls.AT_ONCE)).isEqualTo(first);
      byte[] sent = first;
      for (boolean finalBlock : new boolean[] {false, true, false}) {
        byte[] copied =
            Arrays.copyOfRange(sent, sent.length - distance, sent.length - distance + 3);
        assertThat(inflate(limited, copyFrom(distance, finalBlock), Calls.AT_ONCE))
            .isEqualTo(copied);
        sent = concat(sent, copied);
      }
    }
  }

  @Test
  void referenceBeyondTheWindowFails() throws Exception {
    try (MessageInflater small = new MessageInflater(Flate.agreement(false, OptionalInt.of(8)))) {
      byte[] first = noise(new Random(3), 1000);
      byte[] stored = concat(deflateWithFinalBlock(first, new byte[0]), hex("00"));
      assertThat(inflate(small, stored, Calls.AT_ONCE)).isEqualTo(first);
      assertFails(small, copyFrom(257, false), NOT_DEFLATE);
    }
    byte[] almost = noise(new Random(4), 32_767);
    byte[] stored = concat(deflateWithFinalBlock(almost, new byte[0]), hex("00"));
    assertThat(inflate(inflater, stored, Calls.AT_ONCE)).isEqualTo(almost);
    assertFails(inflater, copyFrom(32_768, false), NOT_DEFLATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "06", // a block of the reserved type
        "07",
        "ff ff ff ff",
        "00 05 00 00 00 48 65 6c 6c 6f 00", // a length without its complement
        "f2 48 cd c9 c9 07 00 ff", // malformed data after the last block
        "f3 48 cd c9 c9 07 00 ff",
        "f3 48 cd c9 c9 07 00 00 00",
        "78 9c f3 48 cd c9 c9 07 00 05 8c 01 f5", // with the header of zlib
        "78 bb 00 00 00 00", // with the header of zlib, which requests a dictionary
        "1f 8b 08 00 00 00 00 00 00 03", // with the header of gzip
        "48 65 6c 6c 6f", // not compressed at all
      })
  void dataThatIsNotDeflateFailsWith1007(String payload) {
    assertThatExceptionOfType(ProtocolFailure.class)
        .isThrownBy(() -> inflate(inflater, payload))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(new CloseCode(1007)))
        .satisfies(failure -> assertThat(failure.getMessage()).isIn(NOT_DEFLATE, CUT_OFF));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f2 48 cd c9 c9 07 00",
        "00 05 00 fa ff 48 65 6c 6c 6f 00",
        "f3 48 cd c9 c9 07 00 00",
        "f2 48 05 00 00 00 ff ff ca c9 c9 07 00"
      })
  void messageCutWithinABlockFails(String payload) throws Exception {
    byte[] complete = hex(payload);
    assertThat(failuresOfCuts(complete)).isGreaterThanOrEqualTo(complete.length - 4);
  }

  /**
   * The code for the end of a block is often all ones. Then the last of the four bytes that a
   * sender removes can end the block, and the cut is undetectable.
   */
  @Test
  void mostMessagesCutWithinADynamicBlockFail() throws Exception {
    byte[] text = new byte[2000];
    Random random = new Random(7);
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) ('a' + Math.abs(random.nextGaussian() * 4));
    }
    try (MessageDeflater deflater = new MessageDeflater(TAKEOVER, 9)) {
      byte[] complete = Flate.deflate(deflater, text, Calls.AT_ONCE);
      assertThat(complete[0] & 0b110).as("the type of the block").isEqualTo(0b100);
      assertThat(failuresOfCuts(complete)).isGreaterThan(complete.length * 3 / 4);
    }
  }

  /** Cuts a payload at every length. Counts the failures; the others must inflate as with zlib. */
  private static int failuresOfCuts(byte[] complete) throws Exception {
    int failures = 0;
    for (int length = 1; length < complete.length; length++) {
      byte[] cut = Arrays.copyOf(complete, length);
      try (MessageInflater fresh = new MessageInflater(TAKEOVER)) {
        byte[] text = inflate(fresh, cut, Calls.AT_ONCE);
        // The four bytes that a sender removes have completed a block.
        assertThat(text)
            .as("the first %d bytes", length)
            .isEqualTo(Flate.inflateWithZlib(List.of(cut)));
        assertThat(inflate(fresh, "f2 48 cd c9 c9 07 00")).asString().isEqualTo("Hello");
      } catch (ProtocolFailure failure) {
        assertThat(failure.code()).isEqualTo(new CloseCode(1007));
        assertThat(failure.getMessage()).isIn(NOT_DEFLATE, CUT_OFF);
        failures++;
      }
    }
    return failures;
  }

  @Test
  void blockWithoutItsEndFails() {
    assertFails(inflater, hex("00 ff ff 00 00 48 65 6c 6c 6f"), CUT_OFF);
  }

  @Test
  void failureClosesTheInflater() {
    assertFails(inflater, hex("06"), NOT_DEFLATE);
    assertThatIllegalStateException()
        .isThrownBy(() -> inflate(inflater, "00"))
        .withMessage("The inflater is closed");
  }

  @Test
  void closeIsIdempotentAndAllowedWithinAMessage() throws Exception {
    inflater.inflate(ByteBuffer.wrap(hex("f2 48")), false, ByteBuffer.allocate(10));
    inflater.close();
    inflater.close();
    assertThatIllegalStateException().isThrownBy(() -> inflate(inflater, "00"));
  }

  @Test
  void rejectsAnOutputWithoutRoom() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> inflater.inflate(ByteBuffer.wrap(hex("00")), true, ByteBuffer.allocate(0)))
        .withMessage("The output has no room");
  }

  @Test
  void randomBytesCauseOnlyProtocolFailures() {
    long seed = 20_251_122;
    Random random = new Random(seed);
    int failures = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] payload = noise(random, random.nextInt(64));
      Calls calls = new Calls(1 + random.nextInt(20), 1 + random.nextInt(300), round % 2 == 0);
      try (MessageInflater fresh = new MessageInflater(round % 3 == 0 ? NO_TAKEOVER : TAKEOVER)) {
        inflate(fresh, payload, calls);
        inflate(fresh, payload, calls);
      } catch (ProtocolFailure failure) {
        failures++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("Seed " + seed + ", round " + round + ", " + calls, e);
      }
    }
    assertThat(failures).isBetween(18_000, 20_000);
  }

  @Test
  void damagedMessagesCauseOnlyProtocolFailures() throws Exception {
    long seed = 7692;
    Random random = new Random(seed);
    int failures = 0;
    for (int round = 0; round < 5_000; round++) {
      try (MessageInflater fresh = new MessageInflater(TAKEOVER);
          MessageDeflater deflater = new MessageDeflater(TAKEOVER, random.nextInt(10))) {
        byte[] payload =
            Flate.deflate(
                deflater, ("Hello, " + round).repeat(20).getBytes(US_ASCII), Calls.AT_ONCE);
        for (int damage = random.nextInt(3); damage >= 0; damage--) {
          payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
        }
        inflate(fresh, payload, new Calls(1 + random.nextInt(20), 1 + random.nextInt(300), false));
      } catch (ProtocolFailure failure) {
        failures++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("Seed " + seed + ", round " + round, e);
      }
    }
    assertThat(failures).isBetween(500, 5_000);
  }

  /** Writes DEFLATE data bit by bit (RFC 1951, section 3.1.1). */
  private static final class Bits {
    private final byte[] bytes = new byte[64];
    private int count;

    Bits number(int value, int width) {
      for (int bit = 0; bit < width; bit++) {
        put(value >> bit);
      }
      return this;
    }

    Bits code(int value, int width) {
      for (int bit = width - 1; bit >= 0; bit--) {
        put(value >> bit);
      }
      return this;
    }

    private void put(int bit) {
      bytes[count / 8] |= (byte) ((bit & 1) << (count % 8));
      count++;
    }

    Bits align() {
      count = (count + 7) / 8 * 8;
      return this;
    }

    byte[] bytes() {
      return Arrays.copyOf(bytes, count / 8);
    }
  }
}
