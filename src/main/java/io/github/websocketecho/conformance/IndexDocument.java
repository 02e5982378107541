package io.github.websocketecho.conformance;

import io.github.websocketecho.protocol.CloseCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The results of agents in the shape of the {@code index.json} of the Autobahn Testsuite. */
final class IndexDocument {

  private IndexDocument() {}

  /**
   * A case. The order of the fields is that of the Autobahn Testsuite.
   *
   * @param duration from the opening to the end of TCP [ms]
   * @param remoteCloseCode the code of the client's close frame; null if it had none
   * @param reportfile the address of its document, relative to this one
   */
  record Entry(
      String behavior,
      String behaviorClose,
      long duration,
      @Nullable Integer remoteCloseCode,
      String reportfile) {

    private static Entry of(Report report, CaseResult result) {
      Observation seen = result.seen();
      @Nullable CloseCode code = seen.client() == null ? null : seen.client().code();
      return new Entry(
          result.judgement().behavior().text(),
          result.judgement().behaviorClose().text(),
          seen.duration().toMillis(),
          code == null ? null : code.value(),
          ReportFiles.of(report.file(), result.tested().id()) + ".json");
    }
  }

  /** The cases of each agent by their ids. */
  static Map<String, Map<String, Entry>> of(List<Report> reports) {
    Map<String, Map<String, Entry>> index = new TreeMap<>();
    for (Report report : reports) {
      Map<String, Entry> cases = new LinkedHashMap<>();
      report.results().forEach(result -> cases.put(result.tested().id(), Entry.of(report, result)));
      if (!cases.isEmpty()) {
        index.put(report.agent().label(), cases);
      }
    }
    return index;
  }
}
