package io.github.websocketecho.benchmark;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One comparison.
 *
 * @param name by which it is chosen; a chosen {@code 3} means {@code 3-binary} and {@code 3-text}
 * @param title in the table
 * @param fresh whether every round needs a server that has not run before
 * @param jvmOptions of the servers
 * @param load arguments of the load client
 */
record Scenario(
    String name, String title, boolean fresh, List<String> jvmOptions, Map<String, String> load) {

  private static final String DEFLATE = "deflate";
  private static final String TEXT = "text";
  private static final String TLS = "tls";

  /** All there are; {@code connections}, {@code megabytes} and {@code readers} give their sizes. */
  static List<Scenario> all(Options options) {
    String connections = options.text("connections");
    String megabytes = options.text("megabytes");
    String readers = options.text("readers");
    return List.of(
        echo("1", "50 × 1 text of 32 B", 50, 1, 32, Map.of(TEXT, "true")),
        echo("2", "50 × 64 texts of 32 B", 50, 64, 32, Map.of(TEXT, "true")),
        echo("3-binary", "10 × 4 binaries of 64 KiB", 10, 4, 1 << 16, Map.of()),
        echo("3-text", "10 × 4 texts of 64 KiB", 10, 4, 1 << 16, Map.of(TEXT, "true")),
        huge("4-frame", "one message of " + megabytes + " MiB in one frame", megabytes, false),
        huge("4-fragments", "… in fragments of 64 KiB", megabytes, true),
        hold("5", connections + " connections", connections, List.of(), Map.of()),
        hold(
            "5-small-heap", "… with a heap of 128 MiB", connections, List.of("-Xmx128m"), Map.of()),
        churn("6", "open, one echo, close", Map.of()),
        new Scenario(
            "7",
            readers + " clients that never read",
            true,
            List.of("-Xmx1g"),
            Map.of("load", "slow", "readers", readers)),
        echo("8-small", "50 × 1 text of 32 B, deflated", 50, 1, 32, deflated()),
        echo("8-large", "10 × 4 texts of 64 KiB, deflated", 10, 4, 1 << 16, deflated()),
        churn("9-full", "open with TLS, one echo, close", Map.of(TLS, "true")),
        churn("9-resumed", "… in a session of before", Map.of(TLS, "true", "resume", "true")),
        echo(
            "9-small",
            "50 × 1 text of 32 B over TLS",
            50,
            1,
            32,
            Map.of(TEXT, "true", TLS, "true")),
        echo(
            "9-burst",
            "50 × 64 texts of 32 B over TLS",
            50,
            64,
            32,
            Map.of(TEXT, "true", TLS, "true")),
        echo("9-large", "10 × 4 binaries of 64 KiB over TLS", 10, 4, 1 << 16, Map.of(TLS, "true")),
        hold(
            "9-idle",
            connections + " connections over TLS",
            connections,
            List.of(),
            Map.of(TLS, "true")));
  }

  private static Scenario echo(
      String name,
      String title,
      int connections,
      int inFlight,
      int size,
      Map<String, String> kind) {
    Map<String, String> load =
        Map.of(
            "load", "echo",
            "connections", Integer.toString(connections),
            "inflight", Integer.toString(inFlight),
            "size", Integer.toString(size));
    return new Scenario(name, title, false, List.of(), new Options(load).with(kind).values());
  }

  private static Map<String, String> deflated() {
    return Map.of(TEXT, "true", DEFLATE, "true");
  }

  private static Scenario churn(String name, String title, Map<String, String> kind) {
    Map<String, String> load = Map.of("load", "churn", "connections", "32");
    return new Scenario(name, title, false, List.of(), new Options(load).with(kind).values());
  }

  private static Scenario huge(String name, String title, String megabytes, boolean fragments) {
    return new Scenario(
        name,
        title,
        true,
        List.of("-Xmx64m"),
        Map.of("load", "huge", "megabytes", megabytes, "fragments", Boolean.toString(fragments)));
  }

  private static Scenario hold(
      String name,
      String title,
      String connections,
      List<String> jvmOptions,
      Map<String, String> kind) {
    Map<String, String> load = Map.of("load", "hold", "connections", connections);
    return new Scenario(name, title, true, jvmOptions, new Options(load).with(kind).values());
  }

  boolean isChosenBy(List<String> names) {
    return Stream.of("all", name, name.split("-", 2)[0]).anyMatch(names::contains);
  }

  /** How many connections it opens at a time. */
  int connections() {
    return Integer.parseInt(load.getOrDefault("connections", load.getOrDefault("readers", "1")));
  }

  boolean deflate() {
    return new Options(load).is(DEFLATE);
  }

  /** Whether the load client uses the TLS port. */
  boolean tls() {
    return new Options(load).is(TLS);
  }
}
