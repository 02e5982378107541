package io.github.websocketecho.conformance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.github.websocketecho.ConformanceProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reports in the memory of this server, by their agents. {@link ConformanceProperties} limits
 * number, size and age: the reports that are used least are discarded. Any thread.
 */
final class LocalReports {

  private final Cache<Agent, Report> reports;
  private final int mostReports;
  private final long mostMemory;
  private final @Nullable Supplier<String> stamps;

  /**
   * @param stamps those of changes that other replicas get; null for a server alone
   */
  LocalReports(ConformanceProperties settings, @Nullable Supplier<String> stamps) {
    mostReports = settings.reports();
    mostMemory = settings.size().toBytes();
    this.stamps = stamps;
    // Without a maximum of its own, which would discard a new report rather than an old one.
    reports =
        Caffeine.newBuilder()
            .expireAfterAccess(settings.age())
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .build();
  }

  /** The report of an agent, begun if there is none. */
  synchronized Report of(Agent agent) {
    return Objects.requireNonNull(
        reports.get(
            agent,
            _ ->
                stamps == null
                    ? new Report(agent, fileName(agent), null)
                    : new Report(agent, ReportFiles.shared(agent), new Versions(stamps))));
  }

  /** The report of an agent, which is used now; empty if there is none. */
  Optional<Report> find(Agent agent) {
    Optional<Report> found = Optional.ofNullable(reports.getIfPresent(agent));
    found.ifPresent(Report::touch);
    return found;
  }

  /** All of them, in any order. */
  Collection<Report> all() {
    return reports.asMap().values();
  }

  /** Discards the reports that were not used for longest, but never the last one. */
  synchronized void makeRoom(Agent used) {
    long memory = all().stream().mapToLong(Report::weight).sum();
    if (all().size() <= mostReports && memory <= mostMemory) {
      return;
    }
    List<Report> oldest = new ArrayList<>(all());
    oldest.sort(Comparator.comparing(Report::used));
    for (Report report : oldest) {
      boolean tooMany = all().size() > mostReports || memory > mostMemory;
      if (!tooMany || report.agent().equals(used)) {
        return;
      }
      reports.invalidate(report.agent());
      memory -= report.weight();
    }
  }

  /** A name that no other report has. */
  private String fileName(Agent agent) {
    String name = ReportFiles.of(agent);
    Set<String> used = all().stream().map(Report::file).collect(Collectors.toSet());
    return Stream.iterate(1, number -> number + 1)
        .map(number -> number == 1 ? name : name + "_" + number)
        .filter(candidate -> !used.contains(candidate))
        .findFirst()
        .orElseThrow();
  }
}
