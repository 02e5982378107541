package io.github.websocketecho.benchmark;

import java.io.IOException;

/**
 * The load client, a process of its own. One thread runs all its connections, and the messages are
 * made before the measurement, so that it takes little of the CPU that it shares with the server.
 * Prints one line that {@link Result} reads, or says why there is none.
 */
final class LoadClient {

  private LoadClient() {}

  static void main(String[] arguments) throws InterruptedException {
    Options options = Options.parse(arguments);
    var server = new ProcessProbe(Long.parseLong(options.text("pid")));
    try {
      System.out.println(load(options.text("load")).run(options, server).toLine());
    } catch (IOException e) {
      System.out.println(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
      System.exit(1);
    }
  }

  private static Load load(String name) {
    return switch (name) {
      case "echo" -> new EchoLoad();
      case "huge" -> new HugeMessageLoad();
      case "hold" -> new HoldLoad();
      case "churn" -> new ChurnLoad();
      case "slow" -> new SlowReaderLoad();
      default -> throw new IllegalArgumentException("No load " + name);
    };
  }
}
