package io.github.websocketecho.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;

/** A number of {@code connections} at a time, each followed by the next when it has closed. */
final class ChurnLoad implements Load {

  private static final int MESSAGE = 32;
  private static final int LONGEST_WAIT_MILLIS = 100;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
  private final MessageCycle cycle = MessageCycle.of(new Payloads(true), 1, MESSAGE, false);
  private long ended;

  @Override
  public Result run(Options options, ProcessProbe server) throws IOException {
    InetSocketAddress address = Opening.address(options.number("port"));
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < options.number("connections"); i++) {
        ChurnConnection.open(address, cycle, selector);
      }
      churn(options.seconds("warmup"), address, selector);
      long before = ended;
      Interval interval = Interval.start(server);
      churn(options.seconds("seconds"), address, selector);
      interval.end();
      long connections = ended - before;
      if (connections == 0) {
        throw new IOException("No connection ended");
      }
      for (SelectionKey key : selector.keys()) {
        ((ChurnConnection) key.attachment()).abandon();
      }
      var result = new Result();
      result.put(Metric.CONNECTIONS, connections / interval.seconds());
      result.put(Metric.CPU_PER_CONNECTION, interval.serverCpu() * 1e6 / connections);
      result.put(Metric.CLIENT_SHARE, interval.clientShare());
      return result;
    }
  }

  private void churn(Duration time, InetSocketAddress address, Selector selector)
      throws IOException {
    long deadline = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < deadline) {
      selector.select(LONGEST_WAIT_MILLIS);
      for (SelectionKey key : selector.selectedKeys()) {
        if (((ChurnConnection) key.attachment()).ready(key, buffer)) {
          ended++;
          ChurnConnection.open(address, cycle, selector);
        }
      }
      selector.selectedKeys().clear();
    }
  }
}
