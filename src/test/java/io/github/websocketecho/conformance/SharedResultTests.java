package io.github.websocketecho.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.conformance.Judgement.Behavior;
import io.github.websocketecho.conformance.Judgement.ClosingBehavior;
import io.github.websocketecho.conformance.Observation.Close;
import io.github.websocketecho.conformance.Observation.End;
import io.github.websocketecho.conformance.WireLog.Entry;
import io.github.websocketecho.conformance.WireLog.Side;
import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.replica.SharedFormat;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.context.support.ResourceBundleMessageSource;

class SharedResultTests {

  private static final CaseCatalogue CASES = SomeResults.catalogue();
  private static final List<Locale> LOCALES = List.of(Locale.ENGLISH, Locale.CHINESE);
  private static final byte[] BYTES = "é\0".getBytes(UTF_8);

  private final Documents documents = documents();

  private static Documents documents() {
    var messages = new ResourceBundleMessageSource();
    messages.setDefaultEncoding(UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    messages.setBasenames(
        "messages/conformance", "messages/scenarios", "messages/catalogue", "messages/transcript");
    return new Documents(CASES, new CaseDescriptions(messages), messages);
  }

  static Stream<CaseResult> results() {
    return Stream.of(
        frames("1.1.2", List.of(), null, null, null),
        frames(
            "2.10",
            List.of(
                new Event.Pong(BYTES),
                new Event.Message(Opcode.TEXT, 1L << 40, BYTES, true),
                new Event.Timeout("A")),
            new Close(new CloseCode(1000), ""),
            new Close(new CloseCode(4999), "再见"),
            null),
        frames(
            "2.10",
            List.of(new Event.Message(Opcode.BINARY, 2, BYTES, false)),
            new Close(null, ""),
            null,
            "A {rule}."),
        scenario());
  }

  private static CaseResult frames(
      String id,
      List<Event> events,
      @Nullable Close server,
      @Nullable Close client,
      @Nullable String violation) {
    var tested = (ConformanceCase) CASES.find(CaseSet.ALL, id).orElseThrow();
    return CaseResult.of(tested, observation(events, server, client, violation));
  }

  private static Observation observation(
      List<Event> events,
      @Nullable Close server,
      @Nullable Close client,
      @Nullable String violation) {
    return new Observation(
        Instant.ofEpochSecond(1, 234_567_891),
        Duration.ofNanos(3_456_789),
        events,
        0,
        -1,
        true,
        false,
        true,
        server,
        client,
        client == null,
        server != null,
        violation,
        End.RESET,
        List.of(
            new Entry.Frame(Duration.ofNanos(1), Side.SERVER, true, 4, 15, 1L << 33, BYTES),
            new Entry.Frame(Duration.ofNanos(2), Side.CLIENT, false, 0, 1, 2, BYTES),
            new Entry.Part(Duration.ofNanos(3), BYTES),
            new Entry.Note(Duration.ofNanos(4), "wait", "1000")),
        7);
  }

  private static CaseResult scenario() {
    MessageSourceResolvable sentence =
        new DefaultMessageSourceResolvable(
            new String[] {"conformance.observed"},
            new Object[] {
              new DefaultMessageSourceResolvable(
                  new String[] {"conformance.event.text"}, new Object[] {12_345, "“x”"}),
              new DefaultMessageSourceResolvable(new String[] {"conformance.verdict.failed"})
            });
    return new CaseResult(
        CASES.of(CaseSet.BEYOND).getFirst(),
        observation(List.of(), null, null, null),
        new Judgement(Behavior.FAILED, ClosingBehavior.FAILED, false),
        new CaseResult.Sentences(sentence, Explanation.ofScenario(), sentence));
  }

  @ParameterizedTest
  @MethodSource("results")
  void documentsOfAnotherReplicaAreTheSame(CaseResult result) {
    CaseResult there = SharedResult.read(SharedResult.value(result), CASES).orElseThrow();
    assertThat(there)
        .usingRecursiveComparison()
        .ignoringFields("sentences", "tested")
        .isEqualTo(result);
    assertThat(there.weight()).isEqualTo(result.weight());
    for (Locale locale : LOCALES) {
      Report before = report(result);
      Report after = report(there);
      CaseDocument document = documents.document(after, there, locale);
      assertThat(document)
          .usingRecursiveComparison()
          .isEqualTo(documents.document(before, result, locale));
      assertThat(documents.report(after, locale).cases())
          .isEqualTo(documents.report(before, locale).cases());
    }
  }

  private static Report report(CaseResult result) {
    var report = new Report(new Agent("a", ""), "a", null);
    report.add(result, InetAddress.getLoopbackAddress());
    return report;
  }

  /** Otherwise the test above compares too little. */
  @Test
  void documentsOfTheTestAreInTwoLanguages() {
    assertThat(results())
        .allSatisfy(
            result ->
                assertThat(
                        LOCALES.stream()
                            .map(locale -> documents.document(report(result), result, locale))
                            .map(CaseDocument::result)
                            .distinct())
                    .hasSize(2));
  }

  @Test
  void resultOfAnUnknownCaseIsNone() {
    byte[] value = SharedResult.value(results().findFirst().orElseThrow());
    assertThat(SharedResult.read(value, SomeResults.catalogue("conformance.cases=9.*"))).isEmpty();
  }

  @Test
  void valueThatIsNotAResultIsNone() {
    assertThat(
            Stream.of(
                    new byte[] {1, 2, 3},
                    SharedFormat.write(List.of()),
                    SharedFormat.write(new Agent("a", "")))
                .map(value -> SharedResult.read(value, CASES)))
        .containsOnly(Optional.empty());
  }
}
