package io.github.websocketecho.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.websocketecho.support.RawClient;
import java.util.List;
import java.util.Random;

/** Makes contents that are the same in every run: prose in ASCII, or bytes without any order. */
final class Payloads {

  private static final List<String> WORDS =
      List.of("the", "echo", "answers", "every", "message", "of", "a", "client", "in", "turn");
  private static final long SEED = 6455;

  private final boolean text;
  private final Random random = new Random(SEED);

  Payloads(boolean text) {
    this.text = text;
  }

  int opcode() {
    return text ? RawClient.TEXT : RawClient.BINARY;
  }

  byte[] next(int size) {
    if (!text) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      return bytes;
    }
    // Numbers among the words, so that no two messages are the same and not all is repetition.
    var prose = new StringBuilder(size + 32);
    while (prose.length() < size) {
      prose.append(random.nextInt(1 << 20)).append(' ');
      for (int i = 0; i < 8; i++) {
        prose.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
      }
    }
    return prose.substring(0, size).getBytes(US_ASCII);
  }
}
