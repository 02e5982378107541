package io.github.websocketecho.benchmark;

import io.github.websocketecho.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the load client once against a server that is there. */
final class Round {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

  private Round() {}

  static Result run(Scenario scenario, ServerProcess server, int warmup, int seconds, Path folder)
      throws IOException, InterruptedException {
    Options options =
        new Options(scenario.load())
            .with(
                Map.of(
                    "port", Integer.toString(scenario.tls() ? server.tlsPort() : server.port()),
                    "pid", Long.toString(server.pid()),
                    "warmup", Integer.toString(warmup),
                    "seconds", Integer.toString(seconds)));
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(JVM_OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(LoadClient.class.getName());
    command.addAll(options.arguments());
    Path output = folder.resolve("client.log");
    Process client =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!client.waitFor(PATIENCE.plusSeconds(warmup + seconds))) {
      client.destroyForcibly().waitFor();
      return Result.failed("The load client did not end");
    }
    List<String> lines = Files.readAllLines(output);
    return lines.stream()
        .filter(Result::isLine)
        .findFirst()
        .map(Result::ofLine)
        .orElseGet(() -> Result.failed(lines.isEmpty() ? "no output" : lines.getFirst()));
  }
}
