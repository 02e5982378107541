package io.github.websocketecho.protocol;

import static io.github.websocketecho.protocol.Flate.NO_TAKEOVER;
import static io.github.websocketecho.protocol.Flate.TAKEOVER;
import static io.github.websocketecho.protocol.Flate.concat;
import static io.github.websocketecho.protocol.Flate.deflate;
import static io.github.websocketecho.protocol.Flate.inflate;
import static io.github.websocketecho.protocol.Flate.inflateWithZlib;
import static io.github.websocketecho.protocol.Flate.noise;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.websocketecho.protocol.Flate.Calls;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class MessageDeflaterTests {

  private static final byte[] HELLO = "Hello".getBytes(US_ASCII);

  private final MessageDeflater deflater = new MessageDeflater(TAKEOVER);

  @AfterEach
  void close() {
    deflater.close();
  }

  @Test
  void outputIsReadableByZlib() throws Exception {
    List<byte[]> payloads = new ArrayList<>();
    for (String text : new String[] {"Hello", "", "Hello", "", "", "H", "Hello"}) {
      payloads.add(deflate(deflater, text.getBytes(US_ASCII), Calls.AT_ONCE));
    }
    assertThat(inflateWithZlib(payloads)).asString().isEqualTo("HelloHelloHHello");
  }

  /** RFC 7692, section 7.2.3.6. */
  @Test
  void emptyMessageIsCompressedToOneByte() throws Exception {
    assertThat(deflate(deflater, new byte[0], Calls.AT_ONCE)).containsExactly(0x00);
    deflate(deflater, HELLO, Calls.AT_ONCE);
    assertThat(deflate(deflater, new byte[0], Calls.AT_ONCE)).containsExactly(0x00);
    ByteBuffer output = ByteBuffer.allocate(100);
    assertThat(deflater.deflate(ByteBuffer.allocate(0), false, output)).isTrue();
    assertThat(output.position()).isZero();
    assertThat(deflater.deflate(ByteBuffer.allocate(0), true, output)).isTrue();
    assertThat(output.position()).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 6, 9})
  void outputLacksTheEndOfTheFlush(int level) throws Exception {
    try (MessageDeflater deflaterOfLevel = new MessageDeflater(TAKEOVER, level)) {
      for (int round = 0; round < 10; round++) {
        byte[] payload = deflate(deflaterOfLevel, HELLO, Calls.AT_ONCE);
        assertThat(HexFormat.of().formatHex(payload)).doesNotEndWith("0000ffff");
        assertThat(payload).hasSizeLessThan(20);
      }
    }
  }

  @Test
  void refersToEarlierMessagesOnlyWithContextTakeover() throws Exception {
    byte[] message = noise(new Random(5), 1000);
    deflate(deflater, message, Calls.AT_ONCE);
    assertThat(deflate(deflater, message, Calls.AT_ONCE)).hasSizeLessThan(100);
    try (MessageDeflater withoutTakeover = new MessageDeflater(NO_TAKEOVER)) {
      byte[] first = deflate(withoutTakeover, message, Calls.AT_ONCE);
      assertThat(deflate(withoutTakeover, message, Calls.AT_ONCE)).isEqualTo(first);
      assertThat(inflateWithZlib(List.of(first))).isEqualTo(message);
    }
  }

  @Test
  void removesOnlyTheFinalFlushFromDataThatLooksLikeFlushes() throws Exception {
    // Stored without compression, these bytes look like the end of a flush at every full output.
    byte[] message = new byte[8000];
    for (int i = 2; i < message.length; i += 4) {
      message[i] = -1;
      message[i + 1] = -1;
    }
    for (int room = MessageDeflater.SMALLEST_OUTPUT; room < 80; room++) {
      for (int part : new int[] {1, 1003, 8000}) {
        try (MessageDeflater stored = new MessageDeflater(TAKEOVER, 0)) {
          List<byte[]> payloads = new ArrayList<>();
          for (int round = 0; round < 3; round++) {
            payloads.add(deflate(stored, message, new Calls(part, room, false)));
          }
          assertThat(inflateWithZlib(payloads))
              .as("room %d, parts of %d", room, part)
              .isEqualTo(concat(message, message, message));
        }
      }
    }
  }

  @Test
  void compressesShortMessagesIntoOutputsOfAnySize() throws Exception {
    for (int size = 1; size < 60; size++) {
      byte[] message = noise(new Random(size), size);
      for (int room = MessageDeflater.SMALLEST_OUTPUT; room < 90; room++) {
        List<byte[]> payloads =
            List.of(
                deflate(deflater, message, new Calls(7, room, false)),
                deflate(deflater, HELLO, new Calls(5, room, true)));
        try (MessageInflater inflater = new MessageInflater(NO_TAKEOVER);
            MessageDeflater withoutTakeover = new MessageDeflater(NO_TAKEOVER)) {
          byte[] payload = deflate(withoutTakeover, message, new Calls(size, room, false));
          assertThat(inflate(inflater, payload, Calls.AT_ONCE)).isEqualTo(message);
        }
        assertThat(payloads).noneSatisfy(payload -> assertThat(payload).isEmpty());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void randomMessagesSurviveARoundTrip(boolean takeover) throws Exception {
    PermessageDeflate agreed = takeover ? TAKEOVER : NO_TAKEOVER;
    long seed = 1951;
    Random random = new Random(seed);
    for (int connection = 0; connection < 50; connection++) {
      try (MessageDeflater sender = new MessageDeflater(agreed, random.nextInt(-1, 10));
          MessageInflater receiver = new MessageInflater(agreed)) {
        for (int round = 0; round < 10; round++) {
          byte[] message = Flate.message(random);
          Calls sending = calls(random, message.length, MessageDeflater.SMALLEST_OUTPUT);
          byte[] payload = deflate(sender, message, sending);
          Calls receiving = calls(random, message.length, 1);
          assertThat(inflate(receiver, payload, receiving))
              .as("seed %d, %d.%d: %s, %s", seed, connection, round, sending, receiving)
              .isEqualTo(message);
        }
      }
    }
  }

  /** Parts and outputs of random size, but not so small that the test is slow. */
  private static Calls calls(Random random, int length, int room) {
    int smallest = 1 + length / 2000;
    return new Calls(
        smallest + random.nextInt(1 + random.nextInt(40_000)),
        Math.max(room, smallest) + random.nextInt(1 + random.nextInt(40_000)),
        random.nextBoolean());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void messagesSurviveARoundTripByteByByte(boolean direct) throws Exception {
    Calls sending = new Calls(1, MessageDeflater.SMALLEST_OUTPUT, direct);
    Calls receiving = new Calls(1, 1, direct);
    Random random = new Random(6);
    try (MessageInflater receiver = new MessageInflater(TAKEOVER)) {
      for (int size : new int[] {0, 1, 5, 70_000, 100}) {
        byte[] message = noise(random, size);
        byte[] payload = deflate(deflater, message, sending);
        assertThat(inflate(receiver, payload, receiving)).isEqualTo(message);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 10})
  void rejectsALevelOutsideMinus1To9(int level) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MessageDeflater(TAKEOVER, level))
        .withMessage("Level %d is not in -1-9", level);
  }

  @Test
  void rejectsAnOutputWithRoomForFewerThan16Bytes() {
    assertThat(deflater.deflate(ByteBuffer.wrap(HELLO), true, ByteBuffer.allocate(16))).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> deflater.deflate(ByteBuffer.wrap(HELLO), true, ByteBuffer.allocate(15)))
        .withMessage("The output has room for 15 of 16 bytes");
  }

  @Test
  void closeIsIdempotentAndAllowedWithinAMessage() {
    deflater.deflate(ByteBuffer.wrap(HELLO), false, ByteBuffer.allocate(100));
    deflater.close();
    deflater.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> deflate(deflater, HELLO, Calls.AT_ONCE))
        .withMessage("The deflater is closed");
  }

  @Test
  void compresses20000MessagesInARow() throws Exception {
    try (MessageInflater receiver = new MessageInflater(TAKEOVER)) {
      for (int round = 0; round < 20_000; round++) {
        byte[] payload = deflate(deflater, HELLO, new Calls(5, 16, false));
        assertThat(payload).hasSizeLessThan(16);
        assertThat(inflate(receiver, payload, new Calls(16, 5, false))).isEqualTo(HELLO);
      }
    }
  }
}
