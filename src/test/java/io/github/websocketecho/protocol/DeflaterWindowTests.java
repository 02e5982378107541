package io.github.websocketecho.protocol;

import static io.github.websocketecho.protocol.Flate.TAKEOVER;
import static io.github.websocketecho.protocol.Flate.agreement;
import static io.github.websocketecho.protocol.Flate.deflate;
import static io.github.websocketecho.protocol.Flate.inflate;
import static io.github.websocketecho.protocol.Flate.inflateWithZlib;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.websocketecho.protocol.Flate.Calls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No reference goes back further than the window that was agreed on. */
@Timeout(120)
class DeflaterWindowTests {

  private static final String[] WORDS = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta"};

  /** Text in which much repeats at any distance. */
  private static byte[] text(int size) {
    Random random = new Random(1951);
    StringBuilder text = new StringBuilder();
    while (text.length() < size) {
      text.append("{\"number\": ").append(random.nextInt(100_000));
      text.append(", \"word\": \"").append(WORDS[random.nextInt(WORDS.length)]).append("\"}, ");
    }
    return text.substring(0, size).getBytes(US_ASCII);
  }

  private static List<byte[]> cut(byte[] text, int... sizes) {
    List<byte[]> messages = new ArrayList<>();
    for (int from = 0, round = 0; from < text.length; round++) {
      int to = Math.min(text.length, from + sizes[round % sizes.length]);
      messages.add(Arrays.copyOfRange(text, from, to));
      from = to;
    }
    return messages;
  }

  private static List<byte[]> deflateAll(
      PermessageDeflate agreed, int level, List<byte[]> messages, Calls calls) throws Exception {
    List<byte[]> payloads = new ArrayList<>();
    try (MessageDeflater deflater = new MessageDeflater(agreed, level)) {
      for (byte[] message : messages) {
        payloads.add(deflate(deflater, message, calls));
      }
    }
    return payloads;
  }

  /** Compresses, has everyone inflate, and returns the longest distance. */
  private static int longestDistance(
      PermessageDeflate agreed, int level, List<byte[]> messages, Calls calls) throws Exception {
    List<byte[]> payloads = deflateAll(agreed, level, messages, calls);
    byte[] all = Flate.concat(messages.toArray(byte[][]::new));
    assertThat(inflateWithZlib(payloads)).isEqualTo(all);
    try (MessageInflater inflater = new MessageInflater(agreed)) {
      for (int i = 0; i < payloads.size(); i++) {
        assertThat(inflate(inflater, payloads.get(i), Calls.AT_ONCE)).isEqualTo(messages.get(i));
      }
    }
    DeflateReader.Result result = DeflateReader.read(payloads);
    assertThat(result.inflated()).isEqualTo(all);
    return result.longestDistance();
  }

  /** Most of the window is used as well, or compressing would be of no use. */
  private static void assertFits(int longestDistance, int bits) {
    assertThat(longestDistance).isLessThanOrEqualTo(1 << bits).isGreaterThan(1 << (bits - 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
  void referencesOfALongMessageStayWithinTheWindow(int bits) throws Exception {
    List<byte[]> messages = List.of(text(200_000));
    for (int level : new int[] {1, 6, 9}) {
      assertFits(longestDistance(agreement(false, bits), level, messages, Calls.AT_ONCE), bits);
    }
    assertFits(longestDistance(agreement(true, bits), 1, messages, Calls.AT_ONCE), bits);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
  void referencesToEarlierMessagesStayWithinTheWindow(int bits) throws Exception {
    int window = 1 << bits;
    for (int[] sizes :
        new int[][] {
          {100}, {window - 1}, {window}, {window + 1}, {window / 2}, {1, 3 * window, 17, window / 3}
        }) {
      List<byte[]> messages = cut(text(100_000), sizes);
      messages.add(messages.size() / 2, new byte[0]);
      int longest = longestDistance(agreement(false, bits), 1, messages, Calls.AT_ONCE);
      assertFits(longest, bits);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
  void referencesStayWithinTheWindowInPartsAndSmallOutputs(int bits) throws Exception {
    int window = 1 << bits;
    List<byte[]> messages = cut(text(100_000), 1000, 50_000, window, 3);
    for (int room = MessageDeflater.SMALLEST_OUTPUT; room < 24; room++) {
      for (int part : new int[] {7, window - 1, window, window + 1, 60_000}) {
        Calls calls = new Calls(part, room, false);
        assertFits(longestDistance(agreement(false, bits), 1, messages, calls), bits);
      }
    }
  }

  @Test
  void usesTheWholeWindowWithoutAnAgreement() throws Exception {
    List<byte[]> messages = List.of(text(200_000));
    assertThat(longestDistance(TAKEOVER, 1, messages, Calls.AT_ONCE)).isGreaterThan(1 << 14);
    assertThat(deflateAll(TAKEOVER, 1, messages, Calls.AT_ONCE))
        .containsExactlyElementsOf(deflateAll(agreement(false, 15), 1, messages, Calls.AT_ONCE));
  }

  @ParameterizedTest
  @CsvSource({"8, 0", "8, -1", "9, 0", "12, 9", "14, 0", "14, 6"})
  void randomMessagesSurviveARoundTrip(int bits, int level) throws Exception {
    long seed = 7692;
    Random random = new Random(seed);
    for (int connection = 0; connection < 10; connection++) {
      List<byte[]> messages = new ArrayList<>();
      for (int round = 0; round < 10; round++) {
        messages.add(Flate.message(random));
      }
      Calls calls = new Calls(1 + random.nextInt(2000), 16 + random.nextInt(2000), true);
      assertThat(longestDistance(agreement(random.nextBoolean(), bits), level, messages, calls))
          .as("seed %d, connection %d: %s", seed, connection, calls)
          .isLessThanOrEqualTo(1 << bits);
    }
  }

  @Test
  void payloadLacksTheEndOfTheFlushIfTheMessageFillsTheWindow() throws Exception {
    List<byte[]> messages = cut(text(1 << 12), 256);
    assertThat(deflateAll(agreement(false, 8), 1, messages, Calls.AT_ONCE))
        .allSatisfy(
            payload -> assertThat(HexFormat.of().formatHex(payload)).doesNotEndWith("0000ffff"));
  }

  /** Forgetting takes time, which a client must not multiply by a long message. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void messageRefersBackInItsFirst32WindowsOnly(boolean noTakeover) throws Exception {
    int window = 1 << 8;
    int bound = 32 * window;
    int half = window / 2;
    try (MessageDeflater deflater = new MessageDeflater(agreement(noTakeover, 8))) {
      for (int round = 0; round < 3; round++) {
        byte[] within = deflate(deflater, new byte[bound], Calls.AT_ONCE);
        byte[] beyond = deflate(deflater, new byte[bound + 8 * 1000], Calls.AT_ONCE);
        // Without references, each byte takes one bit.
        assertThat(beyond.length - within.length).isBetween(1000, 1050);
        // The next message refers back again.
        assertThat(deflate(deflater, new byte[half], Calls.AT_ONCE)).hasSizeLessThan(half / 8);
        deflate(deflater, new byte[half], Calls.AT_ONCE);
      }
    }
  }

  @Test
  void anotherConnectionHasItsOwnWindow() throws Exception {
    byte[] message = text(100_000);
    try (MessageDeflater deflater = new MessageDeflater(agreement(true, 9))) {
      byte[] small = deflate(deflater, message, Calls.AT_ONCE);
      deflater.switchTo(agreement(true, 15));
      byte[] large = deflate(deflater, message, Calls.AT_ONCE);
      deflater.switchTo(agreement(true, 9));
      assertThat(deflate(deflater, message, Calls.AT_ONCE)).isEqualTo(small);
      assertThat(DeflateReader.read(List.of(small)).longestDistance()).isBetween(1, 1 << 9);
      assertThat(DeflateReader.read(List.of(large)).longestDistance()).isGreaterThan(1 << 14);
    }
  }

  @Test
  void noOtherConnectionTakesTheContextOver() {
    try (MessageDeflater deflater = new MessageDeflater(agreement(false, 9));
        MessageDeflater withoutContext = new MessageDeflater(agreement(true, 9))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> deflater.switchTo(agreement(true, 9)))
          .withMessage("The context is taken over");
      assertThatIllegalStateException()
          .isThrownBy(() -> withoutContext.switchTo(agreement(false, 9)));
    }
  }
}
