package io.github.websocketecho.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.websocketecho.support.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load client counts what is right, and nothing else. */
class AnswerReaderTests {

  private static final int COUNT = 3;

  @ParameterizedTest
  @ValueSource(ints = {0, 32, 125, 126, 1024, 1025, 65535, 65536})
  void countsAnswersInPiecesOfAnyLength(int size) throws IOException {
    byte[] answers = join(answer(0, size), answer(1, size), answer(2, size), answer(0, size));
    for (int piece : new int[] {1, 7, 100, answers.length}) {
      assertThat(count(reader(size), answers, piece)).isEqualTo(4);
    }
  }

  @Test
  void countsFragmentedAnswersWithPingsBetweenThem() throws IOException {
    byte[] payload = payloads(100).get(0);
    byte[] answers =
        join(
            frame(0x01, Arrays.copyOf(payload, 40)),
            frame(0x89, new byte[] {1}),
            frame(0x00, Arrays.copyOfRange(payload, 40, 100)),
            frame(0x80, new byte[0]),
            answer(1, 100));
    for (int piece : new int[] {1, 7, answers.length}) {
      assertThat(count(reader(100), answers, piece)).isEqualTo(2);
    }
  }

  @Test
  void countsDeflatedAnswers() throws IOException {
    MessageCycle cycle = MessageCycle.of(new Payloads(true), COUNT, 5000, true);
    // What the client would send is what a server could answer, but for the mask.
    ByteBuffer requests = cycle.requests().limit(cycle.requestOffset(COUNT));
    var answers = new ByteArrayOutputStream();
    for (int i = 0; i < COUNT; i++) {
      byte[] compressed = new byte[cycle.requestOffset(i + 1) - cycle.requestOffset(i) - 8];
      requests.position(cycle.requestOffset(i) + 8).get(compressed);
      answers.writeBytes(frame(0xC1, RawClient.mask(compressed)));
    }
    for (int piece : new int[] {1, 7, answers.size()}) {
      assertThat(count(new AnswerReader(cycle), answers.toByteArray(), piece)).isEqualTo(COUNT);
    }
  }

  @Test
  void countsAMessageThatRepeatsABlock() throws IOException {
    byte[] block = new Payloads(false).next(16);
    var reader = new AnswerReader(MessageCycle.repeating(new Payloads(false), 16, 40));
    byte[] message = join(block, block, Arrays.copyOf(block, 8));
    assertThat(count(reader, frame(0x82, message), 5)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 2000})
  void refusesAnAnswerOfWhichOneByteDiffers(int size) {
    byte[] answers = join(answer(0, size), answer(1, size));
    answers[answers.length - 1] ^= 1;
    assertRefused(size, answers, "differs");
  }

  @Test
  void refusesAnAnswerOutOfTurn() {
    assertRefused(32, join(answer(1, 32)), "differs");
  }

  @Test
  void refusesAnAnswerThatIsTooShortOrTooLong() {
    assertRefused(32, frame(0x81, Arrays.copyOf(payloads(32).get(0), 31)), "31 bytes");
    assertRefused(32, frame(0x81, Arrays.copyOf(payloads(32).get(0), 33)), "differs");
  }

  @Test
  void refusesAnAnswerOfAnotherType() {
    assertRefused(32, frame(0x82, payloads(32).get(0)), "opcode 2");
    assertRefused(32, frame(0x80, payloads(32).get(0)), "opcode 0");
  }

  @Test
  void tellsTheCodeOfTheCloseFrame() throws IOException {
    AnswerReader reader = reader(32);
    assertThat(count(reader, join(answer(0, 32), frame(0x88, new byte[] {3, -24})), 1)).isOne();
    assertThat(reader.closeCode()).isEqualTo(1000);
  }

  private static void assertRefused(int size, byte[] answers, String reason) {
    for (int piece : new int[] {1, answers.length}) {
      assertThatThrownBy(() -> count(reader(size), answers, piece))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(reason);
    }
  }

  private static AnswerReader reader(int size) {
    return new AnswerReader(MessageCycle.of(new Payloads(true), COUNT, size, false));
  }

  private static int count(AnswerReader reader, byte[] answers, int piece) throws IOException {
    int count = 0;
    for (int i = 0; i < answers.length; i += piece) {
      count += reader.read(ByteBuffer.wrap(answers, i, Math.min(piece, answers.length - i)));
    }
    return count;
  }

  private static List<byte[]> payloads(int size) {
    var contents = new Payloads(true);
    return IntStream.range(0, COUNT).mapToObj(i -> contents.next(size)).toList();
  }

  private static byte[] answer(int message, int size) {
    return frame(0x81, payloads(size).get(message));
  }

  private static byte[] frame(int first, byte[] payload) {
    byte[] header = RawClient.header(true, 0, 0, payload.length);
    header[0] = (byte) first;
    header[1] &= 0x7F;
    return join(Arrays.copyOf(header, header.length - 4), payload);
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
