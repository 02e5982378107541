package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.websocketecho.conformance.ConformanceCase.Ending;
import io.github.websocketecho.conformance.ConformanceCase.FrameScript;
import io.github.websocketecho.conformance.Event.Expected;
import io.github.websocketecho.conformance.Event.ExpectedMessage;
import io.github.websocketecho.conformance.Event.ExpectedPong;
import io.github.websocketecho.conformance.Event.ExpectedTimeout;
import io.github.websocketecho.protocol.Opcode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseTableTests {

  private static final List<ConformanceCase> cases = CaseTable.read();

  private static final Map<String, ConformanceCase> byId =
      cases.stream().collect(Collectors.toMap(ConformanceCase::id, tested -> tested));

  @Test
  void hasAllCasesOfTheGroupsInTheOrderOfTheirNumbers() {
    assertThat(cases).hasSize(301);
    assertThat(cases).extracting(ConformanceCase::id).isSortedAccordingTo(byNumbers());
    assertThat(byId).hasSize(301);
    assertThat(
            cases.stream()
                .collect(Collectors.groupingBy(CaseTableTests::group, Collectors.counting())))
        .isEqualTo(
            Map.of(
                "1", 16L, "2", 11L, "3", 7L, "4", 10L, "5", 20L, "6", 145L, "7", 37L, "9", 54L,
                "10", 1L));
  }

  /** The places of a few cases, which drivers have in their scripts. */
  @Test
  void casesHaveThePlacesOfTheAutobahnTestsuite() {
    Map.of(
            1, "1.1.1", 27, "2.11", 64, "5.20", 65, "6.1.1", 209, "6.23.7", 210, "7.1.1", 246,
            "7.13.2", 247, "9.1.1", 300, "9.8.6", 301, "10.1.1")
        .forEach((place, id) -> assertThat(cases.get(place - 1).id()).isEqualTo(id));
  }

  private static ConformanceCase byId(String id) {
    return Objects.requireNonNull(byId.get(id), id);
  }

  private static String group(ConformanceCase tested) {
    return tested.id().substring(0, tested.id().indexOf('.'));
  }

  private static Comparator<String> byNumbers() {
    return Comparator.comparing(
        id ->
            java.util.stream.Stream.of(id.split("\\."))
                .map(number -> "%05d".formatted(Integer.parseInt(number)))
                .collect(Collectors.joining(".")));
  }

  private static FrameScript script(String id) {
    return (FrameScript) byId(id).script();
  }

  private static Step.Send frame(String id, int step) {
    return (Step.Send) script(id).steps().get(step);
  }

  @Test
  void messageInPiecesIsToBeEchoed() {
    ConformanceCase tested = byId("1.1.8");
    assertThat(tested.limit()).isEqualTo(Duration.ofSeconds(10));
    assertThat(tested.ending()).isEqualTo(Ending.KILL);
    assertThat(tested.closing()).isEqualTo(ClosingClass.A);
    assertThat(script("1.1.8").pieceSize()).isEqualTo(997);
    assertThat(frame("1.1.8", 0).content().length()).isEqualTo(65_536);
    ExpectedMessage expected = (ExpectedMessage) onlyExpected("1.1.8");
    assertThat(expected.type()).isEqualTo(Opcode.TEXT);
    assertThat(expected.content().length()).isEqualTo(65_536);
    assertThat(expected.exactly()).isTrue();
  }

  private static Expected onlyExpected(String id) {
    List<List<Expected>> expected = script(id).expected();
    assertThat(expected).hasSize(1);
    assertThat(expected.getFirst()).hasSize(1);
    return expected.getFirst().getFirst();
  }

  @Test
  void lengthAloneIsExpectedOfLargeMessages() {
    assertThat(((ExpectedMessage) onlyExpected("9.2.6")).exactly()).isFalse();
    assertThat(frame("9.2.6", 0).content().length()).isEqualTo(16 << 20);
    assertThat(frame("9.3.1", 0).frameSize()).isEqualTo(64);
    assertThat(script("9.8.6").rounds()).isEqualTo(1000);
    assertThat(byId("9.8.6").limit()).isEqualTo(Duration.ofMinutes(8));
  }

  @Test
  void reservedBitMayBeNoticedBeforeTheMessageInFrontOfIt() {
    List<List<Expected>> expected = script("3.4").expected();
    assertThat(expected).hasSize(2);
    assertThat(expected.getFirst()).singleElement().isInstanceOf(ExpectedMessage.class);
    assertThat(expected.getLast()).isEmpty();
    assertThat(frame("3.4", 1).rsv()).isEqualTo(4);
    assertThat(byId("3.4").closing()).isEqualTo(ClosingClass.B);
  }

  @Test
  void fragmentsWithPingsBetweenHaveTheirPongsAndOneMessage() {
    FrameScript script = script("5.20");
    assertThat(script.oneByOne()).isTrue();
    assertThat(script.steps()).hasSize(8);
    assertThat(script.steps().get(3)).isEqualTo(new Step.Wait(Duration.ofSeconds(1), true));
    List<Expected> expected = script.expected().getFirst();
    assertThat(expected).hasSize(3);
    assertThat(text(((ExpectedPong) expected.get(0)).payload())).isEqualTo("pongme 1!");
    assertThat(text(((ExpectedPong) expected.get(1)).payload())).isEqualTo("pongme 2!");
    assertThat(text(((ExpectedMessage) expected.get(2)).content()))
        .isEqualTo("fragment1fragment2fragment3fragment4fragment5");
  }

  private static String text(Content content) {
    return new String(content.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void frameCanBeSentInParts() {
    assertThat(script("6.4.4").steps()).startsWith(new Step.Head(1, 21)).hasSize(6);
    assertThat(script("6.4.4").expected())
        .containsExactly(
            List.of(new ExpectedTimeout("A")),
            List.of(new ExpectedTimeout("A"), new ExpectedTimeout("B")));
  }

  @Test
  void closeFramesHaveTheirCodeAndReason() {
    assertThat(frame("7.3.1", 0).content().length()).isZero();
    assertThat(frame("7.3.2", 0).content().bytes()).containsExactly('a');
    assertThat(HexFormat.of().formatHex(frame("7.7.5", 0).content().bytes())).isEqualTo("03ef");
    assertThat(HexFormat.of().formatHex(frame("7.13.2", 0).content().bytes())).isEqualTo("ffff");
    assertThat(frame("7.3.6", 0).content().length()).isEqualTo(126);
    assertThat(byId("7.3.5").closing()).isEqualTo(ClosingClass.A_STRICT);
    assertThat(byId("7.9.1").closing()).isEqualTo(ClosingClass.D);
  }

  @Test
  void reservedOpcodesAreNumbers() {
    assertThat(frame("4.1.5", 1).opcode()).isEqualTo(7);
    assertThat(frame("4.2.4", 1).opcode()).isEqualTo(14);
    assertThat(text(frame("4.2.4", 1).content())).isEqualTo("Hello, world!");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1 | T | kill 1s | message",
        "1.1 | Q | kill 1s | nothing | A",
        "1.1 | T nothing | kill 1s | nothing | A",
        "1.1 | T hex:0g | kill 1s | nothing | A",
        "1.1 | T | kill 1s | song | A",
        "1.1 | P | kill 1s | message | A",
        "1.1 | T | kill 1s | message | Z",
        "1.1 | T | kill soon | message | A"
      })
  void rejectsARowThatIsNoCase(String row) {
    assertThatIllegalArgumentException().isThrownBy(() -> CaseParser.parse(row));
  }
}
