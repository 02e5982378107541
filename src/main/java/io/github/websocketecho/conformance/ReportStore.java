package io.github.websocketecho.conformance;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.replica.SharedState;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The reports by their agents. If the server has other replicas, they share them: what reads a
 * report waits for the shared state then, and throws {@link
 * io.github.websocketecho.replica.ReplicasUnavailableException} if it does not answer. What changes
 * a report never waits. Any thread.
 */
@Component
final class ReportStore {

  private static final Comparator<Report> NEWEST_FIRST =
      Comparator.comparing(Report::begun).reversed();

  private final LocalReports local;
  private final @Nullable SharedReports shared;
  private final boolean listed;

  ReportStore(EchoProperties properties, SharedState state, CaseCatalogue cases) {
    var settings = properties.conformance();
    if (state.isOn()) {
      var stamps = new Stamps(state);
      local = new LocalReports(settings, stamps);
      shared = new SharedReports(state, local, cases, stamps, settings);
      shared.start();
    } else {
      local = new LocalReports(settings, null);
      shared = null;
    }
    listed = settings.list();
  }

  /** Whether other replicas share the reports. */
  boolean isShared() {
    return shared != null;
  }

  /** The report of an agent as it is here, begun if there is none. Does not wait. */
  Report of(Agent agent) {
    return local.of(agent);
  }

  /** A case of an agent begins, for a client at this address. */
  void begin(Agent agent, InetAddress client, String id) {
    local.of(agent).begin(id, client);
    changed(agent);
  }

  /** Adds a result, for a client at this address. */
  void add(Agent agent, InetAddress client, CaseResult result) {
    local.of(agent).add(result, client);
    changed(agent);
  }

  private void changed(Agent agent) {
    local.makeRoom(agent);
    if (shared != null) {
      shared.shareSoon();
    }
  }

  /** The result of a case of an agent; empty if it has none yet. */
  Optional<CaseResult> result(Agent agent, String id) {
    return shared == null ? local.of(agent).result(id) : shared.result(agent, id);
  }

  /** The report of an agent; empty if there is none. */
  Optional<Report> find(Agent agent) {
    return shared == null ? local.find(agent) : shared.find(agent);
  }

  /** A result and the report that it is in. */
  record Found(Report report, CaseResult result) {}

  /**
   * Finds the result whose document has a name.
   *
   * @param file without its ending
   */
  Optional<Found> named(String file) {
    return shared == null
        ? named(file, local.all().stream())
        : named(file, shared.known(file)).or(() -> named(file, shared.all(file).stream()));
  }

  private static Optional<Found> named(String file, Stream<Report> reports) {
    return reports
        .filter(report -> file.startsWith(ReportFiles.beginning(report.file())))
        .flatMap(report -> report.results().stream().map(result -> new Found(report, result)))
        .filter(
            found ->
                ReportFiles.of(found.report().file(), found.result().tested().id()).equals(file))
        .findFirst();
  }

  /** All reports, the newest first. */
  List<Report> all() {
    return sorted(shared == null ? local.all() : shared.all());
  }

  private static List<Report> sorted(Collection<Report> reports) {
    return reports.stream().sorted(NEWEST_FIRST).toList();
  }

  /**
   * The reports that a client may know of, the newest first: those of its own address, and all if
   * the settings list them. A machine has several addresses for itself, so they count as one.
   */
  List<Report> visibleTo(InetAddress client) {
    return sorted(shared == null || listed ? all() : shared.all(client)).stream()
        .filter(report -> listed || report.isOwnedBy(client))
        .filter(report -> !report.isEmpty())
        .toList();
  }
}
