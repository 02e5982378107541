package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.websocketecho.conformance.ReportStore.Found;
import io.github.websocketecho.replica.ReplicasUnavailableException;
import io.github.websocketecho.replica.SharedHub;
import io.github.websocketecho.replica.SharedState;
import io.github.websocketecho.support.Settings;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two replicas with the same reports. */
class SharedReportsTests {

  private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();
  private static final List<ConformanceCase> CASES = CaseTable.read();
  private static final ConformanceCase FIRST = CASES.getFirst();
  private static final Agent AGENT = new Agent("a", "");
  private static final long ANY_AGE = 1;

  private final SharedHub hub = new SharedHub();
  private final SharedHub.Replica a = hub.replica("a");
  private final SharedHub.Replica b = hub.replica("b");
  private final ReportStore here = store(a);
  private final ReportStore there = store(b);

  private static ReportStore store(SharedState replica) {
    return store(replica, SomeResults.catalogue());
  }

  private static ReportStore store(SharedState replica, CaseCatalogue cases) {
    return new ReportStore(
        Settings.of(List.of("conformance.reports=3", "conformance.size=2MB")), replica, cases);
  }

  @AfterEach
  void available() {
    hub.available(true);
  }

  private static void run(ReportStore store, Agent agent, ConformanceCase tested) {
    store.begin(agent, CLIENT, tested.id());
    store.add(agent, CLIENT, SomeResults.of(tested));
  }

  private static List<String> ids(ReportStore store, Agent agent) {
    return store.find(agent).orElseThrow().results().stream()
        .map(result -> result.tested().id())
        .toList();
  }

  private static List<String> ids(List<ConformanceCase> cases) {
    return cases.stream().map(ConformanceCase::id).toList();
  }

  private static Stream<String> names(List<Report> reports) {
    return reports.stream().map(report -> report.agent().name());
  }

  @Test
  void anotherReplicaShowsTheSameReport() throws Exception {
    CASES.forEach(tested -> run(here, AGENT, tested));
    a.maintain();
    Report report = there.find(AGENT).orElseThrow();
    assertThat(ids(there, AGENT)).isEqualTo(ids(CASES));
    assertThat(report.begun()).isEqualTo(here.of(AGENT).begun());
    assertThat(report.file()).isEqualTo(here.of(AGENT).file());
    assertThat(there.visibleTo(CLIENT)).containsExactly(report);
    assertThat(there.visibleTo(InetAddress.getByName("192.0.2.1"))).isEmpty();
    assertThat(there.all()).containsExactly(report);
    assertThat(report.takeChanged()).isTrue();
  }

  /** Without anybody who asks for it. */
  @Test
  void changeIsSharedSoon() throws Exception {
    run(here, AGENT, FIRST);
    for (int i = 0; i < 1000 && there.result(AGENT, FIRST.id()).isEmpty(); i++) {
      Thread.sleep(10);
    }
    assertThat(there.result(AGENT, FIRST.id())).isPresent();
  }

  @Test
  void caseThatHasBegunAgainHasNoResultAnywhere() {
    CASES.stream().limit(2).forEach(tested -> run(here, AGENT, tested));
    a.maintain();
    assertThat(ids(there, AGENT)).hasSize(2);
    there.begin(AGENT, CLIENT, FIRST.id());
    assertThat(ids(there, AGENT)).doesNotContain(FIRST.id());
    b.maintain();
    assertThat(ids(here, AGENT)).doesNotContain(FIRST.id());
    assertThat(here.result(AGENT, FIRST.id())).isEmpty();
    there.add(AGENT, CLIENT, SomeResults.of(FIRST, Duration.ofMillis(7)));
    b.maintain();
    assertThat(here.result(AGENT, FIRST.id()).orElseThrow().seen().duration()).hasMillis(7);
    assertThat(ids(here, AGENT)).hasSize(2);
  }

  /** Although the other one has results that are not shared yet, or were not read yet. */
  @Test
  void halvesOfARunAreOneReport() {
    for (int i = 0; i < CASES.size(); i++) {
      run(i % 2 == 0 ? here : there, AGENT, CASES.get(i));
      if (i == CASES.size() / 2) {
        a.maintain();
        assertThat(ids(there, AGENT)).hasSizeGreaterThan(i / 2);
      }
    }
    a.maintain();
    b.maintain();
    assertThat(ids(here, AGENT)).isEqualTo(ids(CASES));
    assertThat(ids(there, AGENT)).isEqualTo(ids(CASES));
    assertThat(here.all()).hasSize(1);
  }

  /** Although the other replica does not know that before it has shared a case of its own. */
  @Test
  void reportBelongsToTheAddressThatRanItsFirstCase() throws Exception {
    InetAddress other = InetAddress.getByName("192.0.2.1");
    run(here, AGENT, FIRST);
    Instant begun = here.of(AGENT).begun();
    a.maintain();
    there.begin(AGENT, other, CASES.get(1).id());
    there.add(AGENT, other, SomeResults.of(CASES.get(1)));
    b.maintain();
    for (ReportStore store : List.of(here, there)) {
      assertThat(store.find(AGENT).orElseThrow().begun()).isEqualTo(begun);
      assertThat(store.visibleTo(CLIENT)).hasSize(1);
      assertThat(store.visibleTo(other)).isEmpty();
    }
  }

  @Test
  void replicasMayRunCasesAndReadThemAtOnce() throws Exception {
    List<Future<?>> runs = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CASES.size(); i++) {
        ConformanceCase tested = CASES.get(i);
        ReportStore one = i % 2 == 0 ? here : there;
        ReportStore other = i % 2 == 0 ? there : here;
        runs.add(
            threads.submit(
                () -> {
                  run(one, AGENT, tested);
                  var _ = other.find(AGENT);
                  run(one, AGENT, tested);
                  var _ = one.find(AGENT);
                }));
      }
    }
    for (Future<?> run : runs) {
      assertThat(run).succeedsWithin(Duration.ZERO);
    }
    a.maintain();
    b.maintain();
    assertThat(ids(here, AGENT)).isEqualTo(ids(CASES));
    assertThat(ids(there, AGENT)).isEqualTo(ids(CASES));
  }

  @Test
  void reportOutlivesItsReplica() {
    run(here, AGENT, FIRST);
    a.maintain();
    a.kill();
    assertThat(ids(there, AGENT)).containsExactly(FIRST.id());
  }

  @Test
  void lastChangesAreSharedAtTheEnd() {
    hub.available(false);
    run(here, AGENT, FIRST);
    hub.available(true);
    a.end();
    assertThat(ids(there, AGENT)).containsExactly(FIRST.id());
  }

  @Test
  void changesWaitUntilThereIsAnAnswer() {
    run(here, AGENT, FIRST);
    a.maintain();
    assertThat(ids(there, AGENT)).hasSize(1);
    hub.available(false);
    here.begin(AGENT, CLIENT, FIRST.id());
    run(here, AGENT, CASES.get(1));
    run(here, new Agent("b", "1"), FIRST);
    assertThatThrownBy(() -> there.find(AGENT)).isInstanceOf(ReplicasUnavailableException.class);
    assertThatThrownBy(there::all).isInstanceOf(ReplicasUnavailableException.class);
    hub.available(true);
    assertThat(ids(here, AGENT)).containsExactly(CASES.get(1).id());
    a.maintain();
    assertThat(ids(there, AGENT)).containsExactly(CASES.get(1).id());
    assertThat(ids(there, new Agent("b", "1"))).containsExactly(FIRST.id());
  }

  @Test
  void statusWaitsForTheResultOfAnotherReplica() throws Exception {
    run(here, AGENT, FIRST);
    a.maintain();
    assertThat(ids(there, AGENT)).hasSize(1);
    here.begin(AGENT, CLIENT, FIRST.id());
    a.maintain();
    BlockingQueue<CaseResult> answers = new ArrayBlockingQueue<>(2);
    var watch = new StatusWatch(() -> there.result(AGENT, FIRST.id()), answers::add);
    Thread thread = Thread.ofVirtual().start(watch);
    assertThat(answers.poll(300, TimeUnit.MILLISECONDS)).isNull();
    hub.available(false);
    here.add(AGENT, CLIENT, SomeResults.of(FIRST, Duration.ofMillis(7)));
    assertThat(answers.poll(300, TimeUnit.MILLISECONDS)).isNull();
    hub.available(true);
    a.maintain();
    CaseResult answer = answers.poll(10, TimeUnit.SECONDS);
    assertThat(answer).isNotNull();
    assertThat(answer.seen().duration()).hasMillis(7);
    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    assertThat(answers).isEmpty();
  }

  @Test
  void statusThatNobodyWaitsForEnds() throws Exception {
    var watch =
        new StatusWatch(
            () -> there.result(AGENT, FIRST.id()),
            _ -> {
              throw new AssertionError();
            });
    Thread thread = Thread.ofVirtual().start(watch);
    watch.end();
    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void numberOfReportsOfAllReplicasIsBounded() {
    for (int i = 0; i < 6; i++) {
      SharedHub.Replica replica = i % 2 == 0 ? a : b;
      run(i % 2 == 0 ? here : there, new Agent("agent" + i, ""), FIRST);
      replica.maintain();
    }
    assertThat(names(here.all())).containsExactly("agent5", "agent4", "agent3");
    assertThat(names(there.all())).containsExactly("agent5", "agent4", "agent3");
    assertThat(here.find(new Agent("agent2", ""))).isEmpty();
    assertThat(here.find(new Agent("agent0", ""))).isEmpty();
    assertThat(b.fields(SharedReports.REPORTS)).hasSize(3);
    String gone = new Agent("agent0", "").hash();
    assertThat(b.fields(SharedReports.STAMPS + gone)).isEmpty();
    assertThat(b.fields(SharedReports.RESULTS + gone)).isEmpty();
  }

  /** That somebody reads it counts as much as that its cases are run. */
  @Test
  void reportThatWasUsedLeastRecentlyIsDiscarded() {
    for (String name : List.of("a", "b", "c")) {
      run(here, new Agent(name, ""), FIRST);
      a.maintain();
    }
    assertThat(there.find(AGENT)).isPresent();
    run(here, new Agent("d", ""), FIRST);
    a.maintain();
    assertThat(names(there.all())).containsExactlyInAnyOrder("a", "c", "d");
  }

  /** Its replica may still have its results. */
  @Test
  void discardedReportBeginsAnew() {
    CASES.stream().limit(5).forEach(tested -> run(here, AGENT, tested));
    a.maintain();
    for (String name : List.of("b", "c", "d")) {
      run(there, new Agent(name, ""), FIRST);
      b.maintain();
    }
    assertThat(here.find(AGENT)).isEmpty();
    run(here, AGENT, FIRST);
    assertThat(ids(here, AGENT)).containsExactly(FIRST.id());
    a.maintain();
    assertThat(ids(there, AGENT)).containsExactly(FIRST.id());
  }

  @Test
  void reportsNeedNoMoreMemoryThanThereIs() {
    List<String> settings = List.of("conformance.size=1MB");
    SharedHub.Replica c = hub.replica("c");
    ReportStore full = new ReportStore(Settings.of(settings), c, SomeResults.catalogue());
    ReportStore small =
        new ReportStore(Settings.of(settings), hub.replica("d"), SomeResults.catalogue());
    for (int i = 0; i < 12; i++) {
      var agent = new Agent("agent" + i, "");
      CASES.forEach(tested -> run(full, agent, tested));
      c.maintain();
    }
    for (int i = 0; i < 2; i++) {
      List<Report> all = small.all();
      assertThat(names(all)).contains("agent11", "agent10").doesNotContain("agent0");
      assertThat(all).allSatisfy(report -> assertThat(report.results()).hasSize(CASES.size()));
    }
    assertThat(ids(small, new Agent("agent0", ""))).hasSize(CASES.size());
  }

  @Test
  void foreignValuesAreSkipped() {
    CASES.stream().limit(3).forEach(tested -> run(here, AGENT, tested));
    run(here, new Agent("b", ""), FIRST);
    a.maintain();
    byte[] foreign = {1, 2, 3};
    set(SharedReports.RESULTS + AGENT.hash(), FIRST.id(), foreign);
    set(SharedReports.STAMPS + AGENT.hash(), CASES.get(1).id(), foreign);
    set(SharedReports.REPORTS, new Agent("b", "").hash(), foreign);
    assertThat(ids(there, AGENT)).containsExactly(CASES.get(2).id());
    assertThat(names(there.all())).containsExactly("a");
    assertThat(there.find(new Agent("b", ""))).isEmpty();
  }

  private void set(String key, String field, byte[] value) {
    a.setFields(key, Map.of(field, value), Duration.ofDays(ANY_AGE));
  }

  @Test
  void caseThatAReplicaDoesNotKnowIsSkippedThere() {
    CASES.stream().limit(2).forEach(tested -> run(here, AGENT, tested));
    a.maintain();
    ReportStore other =
        store(hub.replica("c"), SomeResults.catalogue("conformance.exclude-cases=" + FIRST.id()));
    assertThat(ids(other, AGENT)).containsExactly(CASES.get(1).id());
  }

  /** A replica may end after it has discarded the rank of a report, and nothing else. */
  @Test
  void reportWithoutARankIsForgotten() {
    run(here, AGENT, FIRST);
    a.maintain();
    a.unrank(SharedReports.RANKS, AGENT.hash());
    assertThat(there.all()).isEmpty();
    b.maintain();
    assertThat(b.fields(SharedReports.REPORTS)).isEmpty();
    assertThat(there.find(AGENT)).isEmpty();
  }

  @Test
  void fileIsFoundByItsName() {
    Agent other = new Agent("A b", "1");
    run(here, other, FIRST);
    a.maintain();
    String file = ReportFiles.of(here.of(other).file(), FIRST.id());
    Found found = there.named(file).orElseThrow();
    assertThat(found.report().agent()).isEqualTo(other);
    assertThat(found.result().tested()).isEqualTo(FIRST);
    assertThat(there.named(file)).isPresent();
    here.begin(other, CLIENT, FIRST.id());
    a.maintain();
    assertThat(there.named(file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a, '', a",
    "a_2, '', a_2",
    "A, '', a_[0-9a-f]{8}",
    "a b, '', a_b_[0-9a-f]{8}",
    "a, 1, a_1_[0-9a-f]{8}",
    "a_0123abcd, '', a_0123abcd_[0-9a-f]{8}",
  })
  void nameInFilesIsThatOfNoOtherAgent(String name, String run, String file) {
    assertThat(here.of(new Agent(name, run)).file()).matches(file);
    assertThat(there.of(new Agent(name, run)).file())
        .isEqualTo(here.of(new Agent(name, run)).file());
  }
}
