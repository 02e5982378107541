package io.github.websocketecho.benchmark;

import io.github.websocketecho.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The rounds of one scenario: the servers in turns, each round with another one first. */
final class Contest implements AutoCloseable {

  private final Scenario scenario;
  private final Options options;
  private final Path folder;
  private final Map<EchoServer, ServerProcess> running = new EnumMap<>(EchoServer.class);
  private final Map<EchoServer, List<Result>> results = new EnumMap<>(EchoServer.class);

  Contest(Scenario scenario, Options options, Path folder) {
    this.scenario = scenario;
    this.options = options;
    this.folder = folder;
  }

  /** What each round gave, by server. */
  Map<EchoServer, List<Result>> run() throws IOException, InterruptedException {
    var servers =
        new ArrayList<>(
            options.list("servers").stream()
                .map(EchoServer::named)
                .filter(server -> server.runs(scenario))
                .toList());
    for (int round = 1; round <= options.number("rounds"); round++) {
      for (EchoServer server : servers) {
        Result result = round(server);
        results.computeIfAbsent(server, key -> new ArrayList<>()).add(result);
        System.err.printf(
            "%s, round %d, %s: %s%n", scenario.name(), round, server.heading(), result);
      }
      Collections.rotate(servers, -1);
    }
    return results;
  }

  private Result round(EchoServer server) throws IOException, InterruptedException {
    ServerProcess process = running.get(server);
    int warmup = options.number(process == null ? "warmup" : "rewarm");
    if (process == null) {
      process = start(server);
      running.put(server, process);
    }
    Result result;
    try {
      result = Round.run(scenario, process, warmup, options.number("seconds"), folder);
    } catch (IOException e) {
      // What the other scenarios gave must not be lost.
      result = Result.failed(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    if (scenario.fresh() || result.failure() != null) {
      process.close();
      running.remove(server);
    }
    return result;
  }

  private ServerProcess start(EchoServer server) throws IOException {
    Path home = Files.createDirectories(folder.resolve(server.name()));
    List<String> jvmOptions = new ArrayList<>(scenario.jvmOptions());
    jvmOptions.addAll(options.list("jvm"));
    return server.start(home, jvmOptions, scenario);
  }

  @Override
  public void close() {
    running.values().forEach(ServerProcess::close);
  }
}
