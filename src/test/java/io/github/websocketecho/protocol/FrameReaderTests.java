package io.github.websocketecho.protocol;

import static io.github.websocketecho.support.RawClient.frame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketecho.support.RawClient;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames are hexadecimal: the header, the masking key {@code 00000000}, which leaves the payload
 * unchanged, and the payload.
 */
class FrameReaderTests {

  private static final long NO_LIMIT = 0;

  private final FrameLog log = new FrameLog();

  @Test
  void readsTheExamplesOfTheRfc() throws Exception {
    // RFC 6455, section 5.7: a masked text "Hello", and a masked pong of it.
    read("81 85 37fa213d 7f9f4d5158");
    read("8a 85 37fa213d 7f9f4d5158");
    assertThat(log.lines()).containsExactly(FrameLog.text("Hello"), "pong 48656c6c6f");
  }

  @Test
  void joinsFragmentsWithAControlFrameBetweenThem() throws Exception {
    read("01 81 00000000 61  89 81 00000000 07  00 80 00000000  80 81 00000000 62");
    assertThat(log.lines()).containsExactly("ping 07", FrameLog.text("ab"));
  }

  @Test
  void readsEmptyFrames() throws Exception {
    read("81 80 00000000  82 80 00000000  89 80 00000000  8a 80 00000000");
    assertThat(log.lines()).containsExactly("text", "binary", "ping", "pong");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 127, 65535, 65536, 65537, 200_000})
  void readsEveryFormOfThePayloadLength(int length) throws Exception {
    byte[] payload = bytes(length);
    read(frame(true, 0, RawClient.BINARY, payload));
    assertThat(log.lines())
        .containsExactly(("binary " + HexFormat.of().formatHex(payload)).strip());
    assertThat(log.parts()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "81 00,                          The text frame is not masked.",
    "81 05 48656c6c6f,               The text frame is not masked.",
    "c1 80 00000000,                 RSV1 is set.",
    "a1 80 00000000,                 RSV2 is set.",
    "91 80 00000000,                 RSV3 is set.",
    "f1,                             'RSV1, RSV2 and RSV3 are set.'",
    "c9 80 00000000,                 RSV1 is set.",
    "83,                             Opcode 3 is reserved.",
    "87,                             Opcode 7 is reserved.",
    "8b,                             Opcode 11 is reserved.",
    "8f,                             Opcode 15 is reserved.",
    "09 80,                          The ping frame is a fragment.",
    "08 80,                          The close frame is a fragment.",
    "89 fe 007e 00000000, The ping frame has a payload of 126 bytes; 125 are allowed.",
    "88 ff 0000000000010000 00000000, The close frame has a payload of 65536 bytes; 125 are allowed.",
    "8a fe 007d 00000000,            The payload length 125 is not minimally encoded.",
    "80 80 00000000,                 A continuation frame without a message to continue.",
    "00,                             A continuation frame without a message to continue.",
    "01 80 00000000 81,              A text frame before the end of the message before it.",
    "01 80 00000000 02,              A binary frame before the end of the message before it.",
    "82 fe 007d 00000000,            The payload length 125 is not minimally encoded.",
    "82 ff 000000000000ffff 00000000, The payload length 65535 is not minimally encoded.",
    "82 ff 000000000000007d 00000000, The payload length 125 is not minimally encoded.",
    "82 ff 8000000000000000 00000000, The highest bit of the payload length is set.",
    "88 81 00000000 03,              The close frame has a payload of one byte; a code has two.",
    "88 82 00000000 0000,            Close code 0 is not allowed in a close frame.",
    "88 82 00000000 03e7,            Close code 999 is not allowed in a close frame.",
    "88 82 00000000 03ec,            Close code 1004 is not allowed in a close frame.",
    "88 82 00000000 03ed,            Close code 1005 is not allowed in a close frame.",
    "88 82 00000000 03ee,            Close code 1006 is not allowed in a close frame.",
    "88 82 00000000 03f7,            Close code 1015 is not allowed in a close frame.",
    "88 82 00000000 03f8,            Close code 1016 is not allowed in a close frame.",
    "88 82 00000000 0bb7,            Close code 2999 is not allowed in a close frame.",
    "88 82 00000000 1388,            Close code 5000 is not allowed in a close frame.",
    "88 82 00000000 ffff,            Close code 65535 is not allowed in a close frame.",
  })
  void ruleViolationFailsWith1002AndNamesWhatWasReceived(String hex, String rule) {
    assertThatExceptionOfType(ProtocolFailure.class)
        .isThrownBy(() -> read(hex))
        .withMessage(rule)
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(new CloseCode(1002)))
        .satisfies(failure -> assertThat(failure.reason().text()).isEqualTo(rule));
  }

  @ParameterizedTest
  @ValueSource(strings = {"82 fe 007e 00000000", "82 ff 0000000000010000 00000000"})
  void acceptsTheSmallestLengthOfEachForm(String header) throws Exception {
    read(header);
    assertThat(log.lines()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "88 80 00000000,                close empty",
    "88 82 00000000 03e8,           close 1000",
    "88 82 00000000 03eb,           close 1003",
    "88 82 00000000 03ef,           close 1007",
    "88 82 00000000 03f6,           close 1014",
    "88 82 00000000 0bb8,           close 3000",
    "88 82 00000000 1387,           close 4999",
    "88 85 00000000 0fa1 627965,    close 4001 bye",
  })
  void readsCodeAndReasonOfACloseFrame(String hex, String close) throws Exception {
    read(hex);
    assertThat(log.lines()).containsExactly(close);
  }

  @Test
  void readsAReasonOf123Bytes() throws Exception {
    String reason = "再".repeat(41);
    read("88 fd 00000000 03e8" + HexFormat.of().formatHex(reason.getBytes(UTF_8)));
    assertThat(log.lines()).containsExactly("close 1000 " + reason);
  }

  @Test
  void closeReasonThatIsNotUtf8FailsWith1007() {
    assertThatExceptionOfType(ProtocolFailure.class)
        .isThrownBy(() -> read("88 83 00000000 03e8 ff"))
        .withMessage("The close reason is not UTF-8.")
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(new CloseCode(1007)));
  }

  @Test
  void discardsBytesAfterACloseFrame() throws Exception {
    ByteBuffer input = buffer("88 80 00000000  81 81 00000000 61  ff ff ff");
    new FrameReader(false, NO_LIMIT).read(input, log);
    assertThat(log.lines()).containsExactly("close empty");
    assertThat(input.hasRemaining()).isFalse();
  }

  @Test
  void acceptsRsv1OnFirstFramesIfCompressionWasNegotiated() throws Exception {
    var reader = new FrameReader(true, NO_LIMIT);
    reader.read(buffer("41 82 00000000 f248  89 80 00000000  80 81 00000000 cd"), log);
    reader.read(buffer("c2 81 00000000 02  81 81 00000000 61"), log);
    assertThat(log.lines())
        .containsExactly(
            "ping", "compressed TEXT f248cd", "compressed BINARY 02", FrameLog.text("a"));
  }

  @ParameterizedTest
  @CsvSource({
    "41 80 00000000 c0 80, RSV1 is set.",
    "c9 80 00000000,       RSV1 is set.",
    "a1 80 00000000,       RSV2 is set.",
    "d1,                   RSV3 is set.",
    "f2,                   RSV2 and RSV3 are set.",
  })
  void rejectsOtherReservedBitsIfCompressionWasNegotiated(String hex, String text) {
    var reader = new FrameReader(true, NO_LIMIT);
    assertThatExceptionOfType(ProtocolFailure.class)
        .isThrownBy(() -> reader.read(buffer(hex), log))
        .withMessage(text);
  }

  @ParameterizedTest
  @CsvSource({
    "82 84 00000000 01020304, true",
    "82 85 00000000, false",
    "02 82 00000000 0102  80 82 00000000 0304, true",
    "02 82 00000000 0102  80 83 00000000, false",
    "02 82 00000000 0102  00 82 00000000 0304  80 80 00000000, true",
    "02 82 00000000 0102  00 82 00000000 0304  80 81 00000000, false",
    "82 ff 7fffffffffffffff 00000000, false",
    "02 81 00000000 01  80 ff 7fffffffffffffff 00000000, false",
  })
  void messageAboveTheLimitFailsWith1009AtTheHeader(String hex, boolean fits) throws Exception {
    var reader = new FrameReader(false, 4);
    if (fits) {
      reader.read(buffer(hex), log);
      reader.read(buffer(hex), log); // Each message is counted on its own.
      assertThat(log.lines()).containsExactly("binary 01020304", "binary 01020304");
    } else {
      assertThatExceptionOfType(ProtocolFailure.class)
          .isThrownBy(() -> reader.read(buffer(hex), log))
          .withMessage("The message has more than 4 bytes.")
          .satisfies(failure -> assertThat(failure.code()).isEqualTo(new CloseCode(1009)));
    }
  }

  @Test
  void frameUpTo128KibIsEmittedInOnePart() throws Exception {
    byte[] frame = frame(true, 0, RawClient.BINARY, bytes(FrameReader.WHOLE));
    readInPieces(frame, 1000);
    assertThat(log.lines()).hasSize(1);
    assertThat(log.parts()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "81 83 01020304 60,                        61",
    "81 83 01020304 60 60,                     6162",
    "81 85 00000000 61 62 63 64,               61626364",
    "01 81 00000000 61  80 82 00000000 62,     62",
    "81 83 00000000,                           ''",
    "82 83 00000000 61,                        ''",
    "02 81 00000000 61  80 82 00000000 62,     ''",
    "89 83 00000000 61,                        ''",
  })
  void emitsBytesOfAnIncompleteTextFrameAhead(String hex, String ahead) throws Exception {
    read(hex);
    assertThat(log.ahead()).isEqualTo(ahead);
  }

  @Test
  void longerFrameIsEmittedInPartsAsItArrives() throws Exception {
    byte[] payload = bytes(FrameReader.WHOLE + 1);
    readInPieces(frame(true, 0, RawClient.BINARY, payload), 1001);
    assertThat(log.lines()).containsExactly("binary " + HexFormat.of().formatHex(payload));
    assertThat(log.parts()).isEqualTo(131);
  }

  @Test
  void reportsTheLengthOfTheIncompleteFrame() throws Exception {
    var reader = new FrameReader(false, NO_LIMIT);
    ByteBuffer input = ByteBuffer.allocate(1024);
    assertThat(reader.awaited()).isZero();
    input.put(HexFormat.of().parseHex("8185000000006162"));
    reader.read(input.flip(), log);
    assertThat(input.remaining()).isEqualTo(8);
    assertThat(reader.awaited()).isEqualTo(11);
    input.compact().put(HexFormat.of().parseHex("636465"));
    reader.read(input.flip(), log);
    assertThat(log.lines()).containsExactly("text 6162636465");
    assertThat(reader.awaited()).isZero();
  }

  @Test
  void readAheadUnmasksACopyAndRestoresTheBytes() throws Exception {
    var reader = new FrameReader(false, NO_LIMIT);
    ByteBuffer input = ByteBuffer.wrap(HexFormat.of().parseHex("81850102030460"));
    reader.read(input, log);
    ByteBuffer more = ByteBuffer.wrap(HexFormat.of().parseHex("6060"));
    reader.readAhead(more, log);
    assertThat(log.ahead()).isEqualTo("616263");
    assertThat(more).isEqualTo(ByteBuffer.wrap(HexFormat.of().parseHex("6060")));
    more = ByteBuffer.wrap(HexFormat.of().parseHex("60"));
    reader.readAhead(more, log);
    assertThat(log.ahead()).isEqualTo("61626364");
  }

  @Test
  void eventsAreTheSameWhereverTheBytesAreSplit() throws Exception {
    byte[] stream = mixedStream();
    read(stream);
    List<String> expected = List.copyOf(log.lines());
    assertThat(expected).hasSize(10).endsWith("close 4001 bye");
    for (int cut = 0; cut <= stream.length; cut++) {
      var reader = new FrameReader(true, NO_LIMIT);
      var cutLog = new FrameLog();
      ByteBuffer left = feed(reader, ByteBuffer.allocate(0), stream, 0, cut, cutLog);
      left = feed(reader, left, stream, cut, stream.length, cutLog);
      assertThat(cutLog.lines()).as("cut at %d", cut).isEqualTo(expected);
      assertThat(left.hasRemaining()).isFalse();
    }
    for (int size = 1; size < 30; size++) {
      var reader = new FrameReader(true, NO_LIMIT);
      var cutLog = new FrameLog();
      ByteBuffer left = ByteBuffer.allocate(0);
      for (int at = 0; at < stream.length; at += size) {
        left = feed(reader, left, stream, at, Math.min(at + size, stream.length), cutLog);
      }
      assertThat(cutLog.lines()).as("in pieces of %d", size).isEqualTo(expected);
    }
  }

  @Test
  void shortFrameIsEmittedInPartsIfTheReceiverPrefersParts() throws Exception {
    log.wantingWhole(() -> false);
    byte[] payload = bytes(100);
    byte[] frame = frame(true, 0, RawClient.BINARY, payload);
    var reader = new FrameReader(false, NO_LIMIT);
    ByteBuffer left = feed(reader, ByteBuffer.allocate(0), frame, 0, 5, log);
    assertThat(left.remaining()).isEqualTo(5);
    left = feed(reader, left, frame, 5, 7, log);
    assertThat(left.hasRemaining()).isFalse();
    assertThat(log.unfinished()).isEqualTo("binary 01");
    left = feed(reader, left, frame, 7, frame.length, log);
    assertThat(left.hasRemaining()).isFalse();
    assertThat(log.lines()).containsExactly("binary " + HexFormat.of().formatHex(payload));
    assertThat(log.parts()).isEqualTo(2);
  }

  @Test
  void eventsAreTheSameIfThePreferenceChangesAtRandom() throws Exception {
    byte[] stream = mixedStream();
    read(stream);
    List<String> expected = List.copyOf(log.lines());
    var random = new Random(1);
    for (int round = 0; round < 500; round++) {
      var reader = new FrameReader(true, NO_LIMIT);
      var cutLog = new FrameLog().wantingWhole(random::nextBoolean);
      ByteBuffer left = ByteBuffer.allocate(0);
      for (int at = 0; at < stream.length; ) {
        int end = Math.min(at + 1 + random.nextInt(30), stream.length);
        left = feed(reader, left, stream, at, end, cutLog);
        at = end;
      }
      assertThat(cutLog.lines()).as("round %d", round).isEqualTo(expected);
      assertThat(left.hasRemaining()).isFalse();
    }
  }

  @Test
  void stopsAfterTheFrameIfTheReceiverWantsNoMore() throws Exception {
    var once =
        new FrameReceiver() {
          private boolean wantsMore = true;

          @Override
          public void text(ByteBuffer payload, boolean ascii, boolean last) {
            wantsMore = false;
          }

          @Override
          public void binary(ByteBuffer payload, boolean last) {}

          @Override
          public void compressed(Opcode type, ByteBuffer payload, boolean last) {}

          @Override
          public void ping(ByteBuffer payload) {}

          @Override
          public void pong(ByteBuffer payload) {}

          @Override
          public void close(
              @org.jspecify.annotations.Nullable CloseCode code, CloseReason reason) {}

          @Override
          public boolean wantsMore() {
            return wantsMore;
          }
        };
    ByteBuffer input = buffer("81 81 00000000 61  81 81 00000000 62");
    var reader = new FrameReader(false, NO_LIMIT);
    reader.read(input, once);
    assertThat(input.remaining()).isEqualTo(7);
    reader.read(input, log);
    assertThat(log.lines()).containsExactly(FrameLog.text("b"));
  }

  @Test
  void leavesTheLongestFrameWithoutItsLastByteInTheBuffer() throws ProtocolFailure {
    byte[] frame = new byte[2 + Long.BYTES + Integer.BYTES + FrameReader.WHOLE];
    ByteBuffer.wrap(frame).putShort((short) 0x82FF).putLong(FrameReader.WHOLE);
    ByteBuffer input = ByteBuffer.wrap(frame).limit(frame.length - 1);

    var reader = new FrameReader(false, NO_LIMIT);
    reader.read(input, new FrameLog());

    assertThat(input.remaining()).isEqualTo(FrameReader.MAXIMUM_LEFT);
    assertThat(reader.awaited()).isEqualTo(frame.length);
  }

  @Test
  void randomBytesCauseOnlyProtocolFailuresAndLeaveABoundedRest() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] stream = random.nextBoolean() ? noise(random) : damaged(random, mixedStream());
      var reader = new FrameReader(random.nextBoolean(), random.nextInt(3) * 100L);
      ByteBuffer left = ByteBuffer.allocate(0);
      try {
        for (int at = 0; at < stream.length; ) {
          int end = Math.min(at + 1 + random.nextInt(50), stream.length);
          left = feed(reader, left, stream, at, end, new FrameLog());
          assertThat(left.remaining()).isLessThanOrEqualTo(FrameReader.MAXIMUM_LEFT);
          at = end;
        }
      } catch (ProtocolFailure e) {
        assertThat(e.code().mayBeSent()).isTrue();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    for (int i = 0; i + 1 < bytes.length; i += 2 + random.nextInt(20)) {
      // Plausible first bytes of a frame, so that more than the first check is reached.
      bytes[i] = (byte) (random.nextInt(16) | random.nextInt(2) << 7);
      bytes[i + 1] |= (byte) 0x80;
    }
    return bytes;
  }

  private static byte[] damaged(Random random, byte[] stream) {
    for (int i = random.nextInt(4); i > 0; i--) {
      stream[random.nextInt(stream.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return stream;
  }

  private static byte[] mixedStream() {
    var stream = new ByteArrayOutputStream();
    stream.writeBytes(frame(true, 0, RawClient.TEXT, "héllo 你好".getBytes(UTF_8)));
    stream.writeBytes(frame(false, 0, RawClient.BINARY, bytes(130)));
    stream.writeBytes(frame(true, 0, RawClient.PING, bytes(125)));
    stream.writeBytes(frame(true, 0, RawClient.CONTINUATION, bytes(3)));
    stream.writeBytes(frame(true, 0, RawClient.PONG, new byte[0]));
    stream.writeBytes(frame(false, 4, RawClient.TEXT, bytes(5)));
    stream.writeBytes(frame(false, 0, RawClient.CONTINUATION, new byte[0]));
    stream.writeBytes(frame(true, 0, RawClient.CONTINUATION, bytes(9)));
    stream.writeBytes(frame(true, 0, RawClient.TEXT, new byte[0]));
    stream.writeBytes(frame(true, 0, RawClient.BINARY, bytes(300)));
    stream.writeBytes(frame(true, 0, RawClient.TEXT, "end".getBytes(UTF_8)));
    stream.writeBytes(frame(true, 0, RawClient.PING, new byte[0]));
    stream.writeBytes(frame(true, 0, RawClient.CLOSE, HexFormat.of().parseHex("0fa1" + "627965")));
    return stream.toByteArray();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + 1);
    }
    return bytes;
  }

  private void read(String hex) throws ProtocolFailure {
    new FrameReader(false, NO_LIMIT).read(buffer(hex), log);
  }

  private void read(byte[] bytes) throws ProtocolFailure {
    new FrameReader(true, NO_LIMIT).read(ByteBuffer.wrap(bytes.clone()), log);
  }

  private void readInPieces(byte[] bytes, int size) throws ProtocolFailure {
    var reader = new FrameReader(false, NO_LIMIT);
    ByteBuffer left = ByteBuffer.allocate(0);
    for (int at = 0; at < bytes.length; at += size) {
      left = feed(reader, left, bytes, at, Math.min(at + size, bytes.length), log);
    }
  }

  /** Reads the rest of the last call and the next bytes. Returns the new rest. */
  private static ByteBuffer feed(
      FrameReader reader, ByteBuffer left, byte[] bytes, int from, int to, FrameLog log)
      throws ProtocolFailure {
    ByteBuffer input = ByteBuffer.allocateDirect(left.remaining() + to - from);
    input.put(left).put(bytes, from, to - from).flip();
    reader.read(input, log);
    byte[] rest = new byte[input.remaining()];
    input.get(rest);
    return ByteBuffer.wrap(Arrays.copyOf(rest, rest.length));
  }

  private static ByteBuffer buffer(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
