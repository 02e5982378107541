package io.github.websocketecho.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The medians in Markdown, a line per scenario and metric, and the project's median divided by each
 * peer's. The spread is that of the server whose rounds differ most: the greatest less the
 * smallest, in percent of the median.
 */
final class Table {

  private static final List<EchoServer> SERVERS = List.of(EchoServer.values());
  private static final List<EchoServer> PEERS = SERVERS.subList(1, SERVERS.size());
  private static final String NOTHING = "–";

  private final StringBuilder lines = new StringBuilder(head());
  private final List<String> failures = new ArrayList<>();

  private static String head() {
    List<String> headings = new ArrayList<>(List.of("scenario", "measured"));
    SERVERS.forEach(server -> headings.add(server.heading()));
    PEERS.forEach(peer -> headings.add("÷ " + peer.heading()));
    headings.add("spread, %");
    return row(headings) + "| --- | --- |" + " ---: |".repeat(headings.size() - 2) + '\n';
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  void add(Scenario scenario, Map<EchoServer, List<Result>> results) {
    Set<Metric> metrics = EnumSet.noneOf(Metric.class);
    results.forEach(
        (server, rounds) ->
            rounds.forEach(
                round -> {
                  metrics.addAll(round.values().keySet());
                  if (round.failure() != null) {
                    failures.add(
                        "%s, %s: %s".formatted(scenario.name(), server.heading(), round.failure()));
                  }
                }));
    String title = scenario.name() + ". " + scenario.title();
    if (metrics.isEmpty()) {
      lines.append(row(List.of(title, "failed")));
    }
    for (Metric metric : metrics) {
      lines.append(line(title, metric, results));
      title = "";
    }
  }

  private static String line(String title, Metric metric, Map<EchoServer, List<Result>> results) {
    Map<EchoServer, Rounds> rounds = new EnumMap<>(EchoServer.class);
    results.forEach((server, all) -> rounds.put(server, Rounds.of(metric, all)));
    Rounds project = rounds.get(EchoServer.PROJECT);
    List<String> cells = new ArrayList<>(List.of(title, metric.heading()));
    SERVERS.forEach(server -> cells.add(cell(rounds.get(server))));
    PEERS.forEach(peer -> cells.add(ratio(metric, project, rounds.get(peer))));
    double spread = rounds.values().stream().mapToDouble(Rounds::spread).max().orElse(0);
    cells.add("%.0f".formatted(spread));
    return row(cells);
  }

  private static String cell(@Nullable Rounds rounds) {
    if (rounds == null) {
      return NOTHING;
    }
    if (rounds.values().isEmpty()) {
      return "failed";
    }
    return number(rounds.median())
        + (rounds.failed() == 0 ? "" : " (" + rounds.failed() + " failed)");
  }

  private static String ratio(Metric metric, @Nullable Rounds project, @Nullable Rounds peer) {
    if (metric == Metric.CLIENT_SHARE
        || project == null
        || peer == null
        || project.values().isEmpty()
        || peer.values().isEmpty()) {
      return NOTHING;
    }
    // A difference of two readings may be zero or less, and then a ratio says nothing.
    double ratio = project.median() / peer.median();
    return Double.isFinite(ratio) && ratio > 0 ? "%.2f".formatted(ratio) : NOTHING;
  }

  private static String number(double value) {
    String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  @Override
  public String toString() {
    var text = new StringBuilder(lines);
    failures.stream().distinct().forEach(failure -> text.append("\nFailed: ").append(failure));
    return text.append('\n').toString();
  }

  /** One metric of one server, sorted. */
  private record Rounds(List<Double> values, int failed) {

    private static Rounds of(Metric metric, List<Result> results) {
      List<Double> values =
          results.stream()
              .map(result -> result.values().get(metric))
              .filter(value -> value != null)
              .sorted()
              .toList();
      return new Rounds(values, results.size() - values.size());
    }

    private double median() {
      int middle = values.size() / 2;
      return values.size() % 2 == 1
          ? values.get(middle)
          : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    private double spread() {
      return values.isEmpty() || median() == 0
          ? 0
          : 100 * (values.getLast() - values.getFirst()) / median();
    }
  }
}
