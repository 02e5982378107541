package io.github.websocketecho.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Many open {@code connections}, over {@code tls} or not: what each takes, idle and after echoes.
 */
final class HoldLoad implements Load {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  // Each needs room for the smallest messages only; the system would reserve far more.
  private static final int RECEIVE_BUFFER = 4096;
  private static final int WARM_UP = 100;
  private static final int FURTHER_ECHOES = 2;
  private static final int MESSAGE = 32;

  private final Payloads contents = new Payloads(true);

  @Override
  public Result run(Options options, ProcessProbe server) throws IOException, InterruptedException {
    int connections = options.number("connections");
    Opener opener = Opener.of(options);
    try (var loop = new EchoLoop()) {
      open(WARM_UP, opener, loop);
      echo(loop);
    }
    var result = new Result();
    // A first full collection may still hand memory back afterwards.
    Memory.of(server);
    var before = Memory.of(server);
    try (var loop = new EchoLoop()) {
      open(connections, opener, loop);
      var idle = Memory.of(server);
      result.put(Metric.IDLE_MEMORY, (idle.resident() - before.resident()) / connections);
      result.put(Metric.IDLE_HEAP, (idle.heap() - before.heap()) / connections);
      echo(loop);
      var after = Memory.of(server);
      result.put(Metric.ECHO_MEMORY, (after.resident() - before.resident()) / connections);
      result.put(Metric.ECHO_HEAP, (after.heap() - before.heap()) / connections);
      for (int i = 0; i < FURTHER_ECHOES; i++) {
        echo(loop);
      }
      result.put(Metric.ECHOES, 100.0 * (double) loop.answered() / connections);
      result.put(Metric.PEAK_MEMORY, server.peakResidentKilobytes() / 1024);
    }
    return result;
  }

  private void open(int count, Opener opener, EchoLoop loop) throws IOException {
    for (int i = 0; i < count; i++) {
      try {
        loop.add(
            opener.open(RECEIVE_BUFFER, PATIENCE), MessageCycle.of(contents, 1, MESSAGE, false));
      } catch (IOException e) {
        throw new IOException("Only " + i + " connections of " + count + ": " + e.getMessage(), e);
      }
    }
  }

  private static void echo(EchoLoop loop) throws IOException {
    loop.sendOnEach(1);
    loop.receiveAll(PATIENCE);
  }

  /**
   * In kilobytes, after a collection of the garbage: what a server keeps, not what it may waste.
   */
  private record Memory(double heap, double resident) {

    private static Memory of(ProcessProbe server) throws IOException, InterruptedException {
      // Let the server finish what it does for the last connections.
      TimeUnit.SECONDS.sleep(1);
      double heap = server.liveHeapKilobytes();
      return new Memory(heap, server.residentKilobytes());
    }
  }
}
