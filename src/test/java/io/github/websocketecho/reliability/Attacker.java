package io.github.websocketecho.reliability;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Attacks from a process of its own, which gets what processor time nobody else wants. */
final class Attacker implements AutoCloseable {

  private static final Path NICE = Path.of("/usr/bin/nice");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  private Attacker(Process process) {
    this.process = process;
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    orders = process.outputWriter(StandardCharsets.UTF_8);
  }

  static Attacker against(Target target) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", "19"));
    }
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(AttackMain.class.getName());
    command.add(Integer.toString(target.port()));
    command.add(Integer.toString(target.tlsPort()));
    return new Attacker(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Begins attacks, and returns when each of their clients has tried, or after a few seconds. */
  void start(Collection<Attack> attacks, Size size) throws IOException {
    String names = attacks.stream().map(Attack::name).collect(Collectors.joining(","));
    String _ = order("start " + names + " " + size.name().toLowerCase(Locale.ROOT));
  }

  /** Ends the attacks, and tells what became of them. */
  String stop() throws IOException {
    return order("stop");
  }

  private String order(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("The attacker has ended");
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
