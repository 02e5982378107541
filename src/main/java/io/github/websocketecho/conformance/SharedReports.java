package io.github.websocketecho.conformance;

import io.github.websocketecho.ConformanceProperties;
import io.github.websocketecho.conformance.Report.Origin;
import io.github.websocketecho.conformance.Versions.Change;
import io.github.websocketecho.replica.ReplicasUnavailableException;
import io.github.websocketecho.replica.SharedFormat;
import io.github.websocketecho.replica.SharedState;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares the reports in memory with other replicas. What has changed here is written later, by one
 * thread at a time: the last change of each case, so that nothing is lost as long as the report is
 * in memory. Any thread; only {@link #shareSoon} does not wait for the shared state.
 *
 * <p>The shared state has for each report:
 *
 * <ul>
 *   <li>in the list {@value #RANKS}, when it was used last
 *   <li>in the fields of {@value #REPORTS}, a {@link SharedReport}, written last
 *   <li>in those of {@value #STAMPS} and its hash, a stamp of each case that has a result
 *   <li>in those of {@value #RESULTS} and its hash, the results; that of a case without a stamp
 *       does not count
 * </ul>
 */
final class SharedReports {

  private static final Logger logger = LoggerFactory.getLogger(SharedReports.class);

  static final String RANKS = "report-ranks";
  static final String REPORTS = "reports";
  static final String STAMPS = "report-stamps:";
  static final String RESULTS = "report-results:";

  /** How many results are read or written at once. */
  private static final int AT_ONCE = 64;

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CLEANING = Duration.ofMinutes(1);

  /** How long the end of the server may take. */
  private static final Duration LAST = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(100);

  /** How exactly the last use is shared: to a part of the age, or better. */
  private static final int PARTS_OF_AGE = 20;

  private static final Duration USE = Duration.ofSeconds(10);

  private final SharedState state;
  private final LocalReports local;
  private final CaseCatalogue cases;
  private final Stamps stamps;
  private final Duration age;
  private final int mostReports;
  private final long mostMemory;
  private final Lock sharing = new ReentrantLock();
  private final AtomicInteger wanted = new AtomicInteger();
  private volatile Instant end = Instant.MAX;

  /**
   * @param stamps those of the changes of {@code local} too
   */
  SharedReports(
      SharedState state,
      LocalReports local,
      CaseCatalogue cases,
      Stamps stamps,
      ConformanceProperties settings) {
    this.state = state;
    this.local = local;
    this.cases = cases;
    this.stamps = stamps;
    age = settings.age();
    mostReports = settings.reports();
    mostMemory = settings.size().toBytes();
  }

  /** Begins to share. */
  void start() {
    state.maintain(RETRY, this::share);
    state.maintain(CLEANING, this::clean);
    state.atEnd(this::shareAtEnd);
  }

  // What changes here

  /** Something has changed here. */
  void shareSoon() {
    // If there is no answer, the changes wait for the next maintenance.
    if (state.isAvailable() && wanted.getAndIncrement() == 0) {
      Thread.ofVirtual().name("conformance-replicas").start(this::shareWanted);
    }
  }

  private void shareWanted() {
    try {
      int before;
      do {
        before = wanted.get();
        share();
      } while (!wanted.compareAndSet(before, 0));
    } catch (ReplicasUnavailableException e) {
      logger.debug("Results are shared later", e);
    } finally {
      wanted.set(0);
    }
  }

  private void share() {
    sharing.lock();
    try {
      for (Report report : local.all()) {
        shareAll(report);
      }
    } finally {
      sharing.unlock();
    }
  }

  private void shareAll(Report report) {
    try {
      while (report.versions().hasUnshared() && Instant.now().isBefore(end)) {
        share(report);
      }
    } catch (ReplicasUnavailableException e) {
      if (e.isTemporary()) {
        throw e;
      }
      logger.debug("A value at the keys of a report is not ours", e);
    }
  }

  /** Writes results before stamps, so that a reader of a stamp can read the result too. */
  private void share(Report report) {
    String hash = report.agent().hash();
    Map<String, Change> changes = report.versions().unshared(AT_ONCE);
    Map<String, byte[]> results = new HashMap<>();
    Map<String, byte[]> written = new HashMap<>();
    changes.forEach(
        (id, change) ->
            value(change)
                .ifPresentOrElse(
                    value -> {
                      results.put(id, value);
                      written.put(id, SharedFormat.write(change.stamp()));
                    },
                    () -> state.removeField(STAMPS + hash, id)));
    if (!results.isEmpty()) {
      state.setFields(RESULTS + hash, results, age);
      state.setFields(STAMPS + hash, written, age);
    }
    state.rank(RANKS, hash, age);
    if (!announce(report, hash)) {
      discardOldest();
    }
    report.versions().share(changes);
  }

  private static Optional<byte[]> value(Change change) {
    try {
      return Optional.ofNullable(change.result()).map(SharedResult::value);
    } catch (IllegalArgumentException e) {
      logger.warn("A result of the conformance suite is too large for other replicas", e);
      return Optional.empty();
    }
  }

  /** Reports a change to other replicas; returns whether they knew the report before. */
  private boolean announce(Report report, String hash) {
    @Nullable SharedReport before = read(hash);
    Origin origin = report.origin();
    if (before != null && before.begun().isBefore(origin.begun())) {
      origin = before.origin();
      report.began(origin);
    }
    // A stamp of its own each time, because other replicas write here too.
    SharedReport after = SharedReport.of(report.agent(), origin, stamps.get());
    state.setFields(REPORTS, Map.of(hash, after.value()), age);
    return before != null;
  }

  private @Nullable SharedReport read(String hash) {
    byte @Nullable [] value = state.fields(REPORTS, List.of(hash)).get(hash);
    return value == null ? null : SharedReport.read(value).orElse(null);
  }

  private void shareAtEnd() {
    end = Instant.now().plus(LAST);
    while (Instant.now().isBefore(end)) {
      try {
        share();
        return;
      } catch (ReplicasUnavailableException e) {
        logger.debug("Results are not shared yet", e);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  // What is discarded

  private void discardOldest() {
    for (String hash : state.removeOldest(RANKS, mostReports, age)) {
      state.removeField(REPORTS, hash);
      state.delete(STAMPS + hash);
      state.delete(RESULTS + hash);
    }
  }

  /** Discards what is too old, and what a replica has left behind that ended while it discarded. */
  private void clean() {
    discardOldest();
    // In this order, because a report gets its rank first.
    Set<String> left = new HashSet<>(state.fields(REPORTS).keySet());
    state.ranked(RANKS, Integer.MAX_VALUE).forEach(left::remove);
    left.forEach(hash -> state.removeField(REPORTS, hash));
  }

  // What others have

  /** The result of a case, whichever replica has it; empty if there is none yet. */
  Optional<CaseResult> result(Agent agent, String id) {
    Report report = local.of(agent);
    Lock reading = report.versions().reading();
    reading.lock();
    try {
      @Nullable String before = report.versions().shared(id);
      takeOver(
          report,
          before == null ? Map.of() : Map.of(id, before),
          state.fields(STAMPS + agent.hash(), List.of(id)));
    } finally {
      reading.unlock();
    }
    local.makeRoom(agent);
    return report.result(id);
  }

  /** The report of an agent, which is used now; empty if there is none. */
  Optional<Report> find(Agent agent) {
    Optional<Report> found = read(agent);
    found.ifPresent(this::use);
    return found;
  }

  private Optional<Report> read(Agent agent) {
    @Nullable SharedReport there = read(agent.hash());
    if (there != null) {
      Report report = local.of(agent);
      update(report, there);
      return Optional.of(report);
    }
    Optional<Report> here = local.find(agent);
    here.ifPresent(report -> takeOver(report, report.versions().shared(), Map.of()));
    return here.filter(report -> report.versions().hasUnshared());
  }

  private void use(Report report) {
    report.touch();
    if (report.versions().takeUse(useInterval())) {
      String hash = report.agent().hash();
      state.rank(RANKS, hash, age);
      var _ = state.keep(List.of(REPORTS, STAMPS + hash, RESULTS + hash), age);
    }
  }

  private Duration useInterval() {
    Duration part = age.dividedBy(PARTS_OF_AGE);
    return part.compareTo(USE) < 0 ? part : USE;
  }

  /** The reports in memory that may contain the file with this name. */
  Stream<Report> known(String file) {
    return local.all().stream()
        .filter(report -> file.startsWith(ReportFiles.beginning(report.file())))
        .flatMap(report -> read(report.agent()).stream());
  }

  /** All reports that may contain the file with this name. */
  Collection<Report> all(String file) {
    return all((agent, _) -> file.startsWith(ReportFiles.beginning(ReportFiles.shared(agent))));
  }

  /** All reports of clients at this address. */
  Collection<Report> all(InetAddress client) {
    return all((_, origin) -> origin.isOf(client));
  }

  /** All reports. */
  Collection<Report> all() {
    return all((_, _) -> true);
  }

  private interface Wanted {
    boolean test(Agent agent, Origin origin);
  }

  /** Those that are wanted, those used last first, as many as there is memory for. */
  private Collection<Report> all(Wanted wanted) {
    Map<String, byte[]> values = state.fields(REPORTS);
    Set<Report> all = new LinkedHashSet<>();
    local.all().stream()
        .filter(report -> report.versions().hasUnshared())
        .filter(report -> wanted.test(report.agent(), report.origin()))
        .forEach(all::add);
    long memory = 0;
    for (String hash : state.ranked(RANKS, mostReports)) {
      Optional<SharedReport> there =
          Optional.ofNullable(values.get(hash))
              .flatMap(SharedReport::read)
              .filter(report -> wanted.test(report.agent(), report.origin()));
      if (there.isPresent() && memory <= mostMemory) {
        Report report = local.of(there.get().agent());
        update(report, there.get());
        memory += report.weight();
        all.add(report);
      }
    }
    return all;
  }

  /** Copies what has changed since the last time. */
  private void update(Report report, SharedReport there) {
    Versions versions = report.versions();
    versions.reading().lock();
    try {
      if (!versions.wasRead(there.change())) {
        takeOver(report, versions.shared(), state.fields(STAMPS + report.agent().hash()));
        report.began(there.origin());
        versions.read(there.change());
        local.makeRoom(report.agent());
      }
    } finally {
      versions.reading().unlock();
    }
  }

  /**
   * Copies some cases.
   *
   * @param before their stamps here, before the reading
   * @param there their stamps in the shared state
   */
  private void takeOver(Report report, Map<String, String> before, Map<String, byte[]> there) {
    Map<String, String> stamps = new HashMap<>();
    there.forEach((id, value) -> stamp(value).ifPresent(stamp -> stamps.put(id, stamp)));
    List<String> others =
        stamps.keySet().stream()
            .filter(id -> !Objects.equals(stamps.get(id), before.get(id)))
            .toList();
    for (int from = 0; from < others.size(); from += AT_ONCE) {
      List<String> some = others.subList(from, Math.min(from + AT_ONCE, others.size()));
      Map<String, byte[]> results = state.fields(RESULTS + report.agent().hash(), some);
      for (String id : some) {
        byte @Nullable [] value = results.get(id);
        report.takeOver(
            id,
            before.get(id),
            value == null ? null : stamps.get(id),
            value == null ? null : SharedResult.read(value, cases).orElse(null));
      }
    }
    before.forEach(
        (id, stamp) -> {
          if (!stamps.containsKey(id)) {
            report.takeOver(id, stamp, null, null);
          }
        });
  }

  /** Reads a stamp; empty if it is not ours. */
  private static Optional<String> stamp(byte[] value) {
    try {
      return Optional.of(SharedFormat.read(value, String.class));
    } catch (ReplicasUnavailableException _) {
      return Optional.empty();
    }
  }
}
