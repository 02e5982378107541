package io.github.websocketecho.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the scenarios one after the other and prints a table in Markdown; progress goes to the
 * standard error, logs to {@code target/benchmark}. Arguments, of the form {@code name=value}:
 *
 * <ul>
 *   <li>{@code scenarios}: names from {@link Scenario#all}, by commas; {@code all} by default
 *   <li>{@code servers}: of {@code project,tomcat,netty,netty-per-frame,netty-openssl}; all by
 *       default that take part in a scenario
 *   <li>{@code rounds}: of which the table has the medians; 4 by default
 *   <li>{@code warmup}: of a server that has just started, in seconds; 20 by default
 *   <li>{@code rewarm}: of one that has been measured before, in seconds; 3 by default
 *   <li>{@code seconds}: of one measurement; 10 by default
 *   <li>{@code connections}: of scenarios 5 and 9-idle; 10,000 by default
 *   <li>{@code megabytes}: of the message of scenario 4; 1024 by default
 *   <li>{@code readers}: of scenario 7; 300 by default
 *   <li>{@code jvm}: more options for the JVMs of the servers, by commas; none by default
 * </ul>
 */
final class Benchmark {

  /** What a server must hold beside the connections of a scenario. */
  static final int SPARE_CONNECTIONS = 1000;

  private static final Path LOGS = Path.of("target", "benchmark");
  private static final Options DEFAULTS =
      new Options(
          Map.of(
              "scenarios", "all",
              "servers", "project,tomcat,netty,netty-per-frame,netty-openssl",
              "rounds", "4",
              "warmup", "20",
              "rewarm", "3",
              "seconds", "10",
              "connections", "10000",
              "megabytes", "1024",
              "readers", "300",
              "jvm", ""));

  private Benchmark() {}

  static void main(String[] arguments) throws IOException, InterruptedException {
    Options options = options(arguments);
    List<Scenario> scenarios = scenarios(options);
    int connections = scenarios.stream().mapToInt(Scenario::connections).max().orElseThrow();
    Machine.requireOpenFiles(connections + SPARE_CONNECTIONS);
    Runtime.getRuntime().addShutdownHook(new Thread(Benchmark::endWhatWasStarted));
    var table = new Table();
    String machine = Machine.describe();
    for (Scenario scenario : scenarios) {
      try (var contest = new Contest(scenario, options, LOGS.resolve(scenario.name()))) {
        table.add(scenario, contest.run());
      }
    }
    var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    out.println(machine);
    out.println("Medians of " + options.text("rounds") + " rounds; " + options.arguments());
    out.println();
    out.print(table);
  }

  /**
   * The given arguments, and the defaults of the others.
   *
   * @param arguments each may have more than one, because Maven hands all of them over as one
   */
  static Options options(String... arguments) {
    Options given =
        Options.parse(
            Stream.of(arguments)
                .flatMap(argument -> Stream.of(argument.strip().split(" +", -1)))
                .filter(argument -> !argument.isEmpty())
                .toArray(String[]::new));
    given.allowOnly(DEFAULTS.values().keySet());
    return DEFAULTS.with(given.values());
  }

  /** The scenarios that the options choose, at least one. */
  static List<Scenario> scenarios(Options options) {
    List<Scenario> scenarios =
        Scenario.all(options).stream()
            .filter(scenario -> scenario.isChosenBy(options.list("scenarios")))
            .toList();
    if (scenarios.isEmpty()) {
      throw new IllegalArgumentException("No scenario " + options.text("scenarios"));
    }
    return scenarios;
  }

  private static void endWhatWasStarted() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }
}
