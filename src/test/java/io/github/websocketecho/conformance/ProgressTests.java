package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.protocol.Opcode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTests {

  /** Events: a pong with a payload, or any other text as a text message. */
  @ParameterizedTest
  @CsvSource({
    "pong, 0, 0, false",
    "pong other, -1, -1, false",
    "pong other; pong, -1, 0, false",
    "pong; pong, -1, 0, false",
    "x, -1, -1, true",
    "pong other; x, -1, -1, true",
    "pong; x, -1, -1, true",
  })
  void pongsThatNoPingAskedForCountOnlyAsTheAutobahnTestsuiteDoes(
      String events, int done, int besidesPongs, boolean hopeless) {
    var progress = new Progress(CaseParser.parse("2.1 | P | close 1s | pong | A").script());
    for (String event : events.split("; ", -1)) {
      progress.add(
          event.startsWith("pong")
              ? new Event.Pong(bytes(event.substring("pong".length()).strip()))
              : new Event.Message(Opcode.TEXT, event.length(), bytes(event), false));
    }
    assertThat(progress.done()).isEqualTo(done);
    assertThat(progress.doneBesidesPongs()).isEqualTo(besidesPongs);
    assertThat(progress.isHopeless()).isEqualTo(hopeless);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
