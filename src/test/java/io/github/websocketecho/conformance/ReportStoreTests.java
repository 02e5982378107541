package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.replica.Unshared;
import io.github.websocketecho.support.Settings;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportStoreTests {

  private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();
  private static final List<ConformanceCase> CASES = CaseTable.read();

  private final ReportStore store = alone("conformance.reports=3");

  private static ReportStore alone(String... settings) {
    return new ReportStore(Settings.of(List.of(settings)), new Unshared(), SomeResults.catalogue());
  }

  private static Agent agent(String name) {
    return new Agent(name, "");
  }

  private void run(Agent agent, int cases) {
    CASES.stream()
        .limit(cases)
        .forEach(
            tested -> {
              store.begin(agent, CLIENT, tested.id());
              store.add(agent, CLIENT, SomeResults.of(tested));
            });
  }

  private Stream<String> names() {
    return store.all().stream().map(report -> report.agent().name());
  }

  /** However often the others were used before. */
  @Test
  void reportThatWasUsedLeastRecentlyIsDiscarded() {
    run(agent("a"), 200);
    run(agent("b"), 200);
    run(agent("c"), 200);
    run(agent("a"), 1);
    run(agent("d"), 5);
    run(agent("e"), 5);
    assertThat(names()).containsExactlyInAnyOrder("a", "d", "e");
    assertThat(store.find(agent("d")).map(report -> report.results().size()))
        .isEqualTo(Optional.of(5));
  }

  /** However many there are. */
  @Test
  void reportsThatNeedMoreMemoryThanThereIsAreDiscarded() {
    var small = alone("conformance.reports=10000", "conformance.size=1MB");
    for (int i = 0; i < 20; i++) {
      Agent agent = agent("agent" + i);
      for (ConformanceCase tested : CASES) {
        small.begin(agent, CLIENT, tested.id());
        small.add(agent, CLIENT, SomeResults.of(tested));
      }
    }
    assertThat(small.all()).hasSizeBetween(2, 8);
    assertThat(small.all().getFirst().results()).hasSize(CASES.size());
    assertThat(small.all().stream().mapToInt(Report::weight).sum()).isLessThan(1 << 20);
  }

  @Test
  void reportIsVisibleToTheAddressThatRanItsFirstCase() throws Exception {
    InetAddress other = InetAddress.getByName("192.0.2.1");
    var _ = store.of(agent("a")); // Somebody asks for a status first.
    assertThat(store.visibleTo(other)).isEmpty();
    store.begin(agent("a"), CLIENT, "1.1.1");
    store.begin(agent("a"), other, "1.1.2");
    store.add(agent("a"), CLIENT, SomeResults.of(CASES.getFirst()));
    assertThat(store.visibleTo(other)).isEmpty();
    assertThat(store.visibleTo(CLIENT)).hasSize(1);
  }

  @Test
  void twoAgentsHaveTwoFiles() {
    IntStream.range(0, 3).forEach(i -> run(agent("a" + "?!.".charAt(i)), 1));
    assertThat(store.all().stream().map(Report::file))
        .containsExactlyInAnyOrder("a_", "a__2", "a__3");
  }
}
