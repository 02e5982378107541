package io.github.websocketecho.benchmark;

import java.io.IOException;

/** A stretch of time, with the CPU that the server and this process took in it. */
final class Interval {

  private final ProcessProbe server;
  private final ProcessProbe client = new ProcessProbe(ProcessHandle.current().pid());
  private final long start;
  private final double serverStart;
  private final double clientStart;

  private double seconds;
  private double serverCpu;
  private double clientCpu;

  private Interval(ProcessProbe server) throws IOException {
    this.server = server;
    serverStart = server.cpuSeconds();
    clientStart = client.cpuSeconds();
    start = System.nanoTime();
  }

  static Interval start(ProcessProbe server) throws IOException {
    return new Interval(server);
  }

  void end() throws IOException {
    seconds = (System.nanoTime() - start) / 1e9;
    serverCpu = server.cpuSeconds() - serverStart;
    clientCpu = client.cpuSeconds() - clientStart;
  }

  double seconds() {
    return seconds;
  }

  double serverCpu() {
    return serverCpu;
  }

  /** In percent of what the two processes took together. */
  double clientShare() {
    return 100 * clientCpu / Math.max(clientCpu + serverCpu, 1e-9);
  }
}
