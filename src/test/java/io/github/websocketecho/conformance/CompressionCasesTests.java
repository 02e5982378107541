package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.conformance.Event.ExpectedMessage;
import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompressionCasesTests {

  private static final List<ConformanceCase> cases = CompressionCases.all();

  /** Behind the 301 cases of the other groups. */
  @Test
  void casesHaveThePlacesOfTheAutobahnTestsuite() {
    assertThat(cases).hasSize(517 - 301);
    Map.of(
            302, "12.1.1", 319, "12.1.18", 374, "12.5.1", 392, "13.1.1", 500, "13.7.1", 517,
            "13.7.18")
        .forEach((place, id) -> assertThat(cases.get(place - 302).id()).isEqualTo(id));
  }

  @Test
  void sizesAndTimesGrow() {
    ConformanceCase last = cases.getLast();
    assertThat(last.limit()).isEqualTo(Duration.ofMinutes(8));
    assertThat(last.script().rounds()).isEqualTo(1000);
    Step.Send send = (Step.Send) last.script().steps(3).getFirst();
    assertThat(send.content().length()).isEqualTo(131_072);
    assertThat(send.frameSize()).isEqualTo(32_768);
    assertThat(cases.getFirst().limit()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void typeIsThatOfTheData() {
    assertThat(type(0)).isEqualTo(Opcode.TEXT);
    assertThat(type(320 - 302)).isEqualTo(Opcode.BINARY);
    assertThat(type(374 - 302)).isEqualTo(Opcode.BINARY);
    assertThat(type(392 - 302)).isEqualTo(Opcode.TEXT);
  }

  private static Opcode type(int index) {
    return ((ExpectedMessage) cases.get(index).script().expected(0).getFirst().getFirst()).type();
  }

  /** The messages are one long text, which begins again behind the end of the data. */
  @Test
  void messageBeginsWhereTheOneBeforeEnded() {
    ConformanceCase tested = cases.get(9);
    Content first = content(tested, 0);
    Content second = content(tested, 1);
    ByteBuffer both = ByteBuffer.allocate(2 * 131_072);
    first.copy(0, both);
    second.copy(0, both);
    ByteBuffer data = SampleData.JSON.bytes();
    assertThat(both.flip().slice(0, data.remaining())).isEqualTo(data);
    assertThat(both.slice(data.remaining(), 1000)).isEqualTo(data.slice(0, 1000));
  }

  private static Content content(ConformanceCase tested, int round) {
    return ((Step.Send) tested.script().steps(round).getFirst()).content();
  }

  @Test
  void sampleIsComparedFromAnyIndex() {
    var sample = new Sample(SampleData.JSON, SampleData.JSON.size() - 10L, 30);
    ByteBuffer part = ByteBuffer.allocate(20);
    sample.copy(5, part);
    assertThat(sample.matches(5, part.flip())).isTrue();
    assertThat(sample.matches(6, part)).isFalse();
    assertThat(sample.matches(15, part)).isFalse();
    part.put(19, (byte) 0);
    assertThat(sample.matches(5, part)).isFalse();
  }
}
