package io.github.websocketecho.conformance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.github.websocketecho.EchoProperties;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The reports by their agents. {@link ConformanceProperties} limits number, size and age: the
 * reports that are used least are discarded. Any thread.
 */
@Component
final class ReportStore {

  private final Cache<Agent, Report> reports;
  private final int mostReports;
  private final long mostMemory;
  private final boolean listed;

  ReportStore(EchoProperties properties) {
    var settings = properties.conformance();
    mostReports = settings.reports();
    mostMemory = settings.size().toBytes();
    // Without a maximum of its own, which would discard a new report rather than an old one.
    reports =
        Caffeine.newBuilder()
            .expireAfterAccess(settings.age())
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .build();
    listed = settings.list();
  }

  /** The report of an agent, begun if there is none. */
  synchronized Report of(Agent agent) {
    return Objects.requireNonNull(reports.get(agent, _ -> new Report(agent, fileName(agent))));
  }

  /** A case of an agent begins, for a client at this address. */
  void begin(Agent agent, InetAddress client, String id) {
    of(agent).begin(id, client);
    makeRoom(agent);
  }

  /** Adds a result, for a client at this address. */
  void add(Agent agent, InetAddress client, CaseResult result) {
    of(agent).add(result, client);
    makeRoom(agent);
  }

  /** Discards the reports that were not used for longest, but never the last one. */
  private synchronized void makeRoom(Agent used) {
    long memory = reports.asMap().values().stream().mapToLong(Report::weight).sum();
    if (reports.asMap().size() <= mostReports && memory <= mostMemory) {
      return;
    }
    List<Report> oldest = new ArrayList<>(reports.asMap().values());
    oldest.sort(Comparator.comparing(Report::used));
    for (Report report : oldest) {
      boolean tooMany = reports.asMap().size() > mostReports || memory > mostMemory;
      if (!tooMany || report.agent().equals(used)) {
        return;
      }
      reports.invalidate(report.agent());
      memory -= report.weight();
    }
  }

  /** A name that no other report has. */
  private String fileName(Agent agent) {
    String name =
        ReportFiles.agent(agent.run().isEmpty() ? agent.name() : agent.name() + "_" + agent.run());
    Set<String> used =
        reports.asMap().values().stream().map(Report::file).collect(Collectors.toSet());
    return Stream.iterate(1, number -> number + 1)
        .map(number -> number == 1 ? name : name + "_" + number)
        .filter(candidate -> !used.contains(candidate))
        .findFirst()
        .orElseThrow();
  }

  /** The report of an agent; empty if there is none. */
  Optional<Report> find(Agent agent) {
    Optional<Report> found = Optional.ofNullable(reports.getIfPresent(agent));
    found.ifPresent(Report::touch);
    return found;
  }

  /** A result and the report that it is in. */
  record Found(Report report, CaseResult result) {}

  /**
   * Finds the result whose document has a name.
   *
   * @param file without its ending
   */
  Optional<Found> named(String file) {
    return reports.asMap().values().stream()
        .filter(report -> file.startsWith(report.file() + "_case_"))
        .flatMap(report -> report.results().stream().map(result -> new Found(report, result)))
        .filter(
            found ->
                ReportFiles.of(found.report().file(), found.result().tested().id()).equals(file))
        .findFirst();
  }

  /** All reports, the newest first. */
  List<Report> all() {
    return reports.asMap().values().stream()
        .sorted(Comparator.comparing(Report::begun).reversed())
        .toList();
  }

  /**
   * The reports that a client may know of, the newest first: those of its own address, and all if
   * the settings list them. A machine has several addresses for itself, so they count as one.
   */
  List<Report> visibleTo(InetAddress client) {
    return all().stream()
        .filter(report -> listed || report.isOwnedBy(client))
        .filter(report -> !report.isEmpty())
        .toList();
  }
}
