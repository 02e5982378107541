package io.github.websocketecho.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Function;

/**
 * A number of {@code connections} at a time, each followed by the next when it has closed. With
 * {@code tls}, each has a full handshake, or with {@code resume} the session of one before.
 */
final class ChurnLoad implements Load {

  private static final int MESSAGE = 32;
  private static final int LONGEST_WAIT_MILLIS = 100;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
  private final MessageCycle cycle = MessageCycle.of(new Payloads(true), 1, MESSAGE, false);
  private long ended;

  @Override
  public Result run(Options options, ProcessProbe server) throws IOException {
    InetSocketAddress address = Opening.address(options.number("port"));
    TlsClient tls =
        options.is("tls") ? new TlsClient(options.number("port"), options.is("resume")) : null;
    Function<SocketChannel, ClientChannel> channels =
        tls == null ? PlainChannel::new : tls::channel;
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < options.number("connections"); i++) {
        ChurnConnection.open(address, channels, cycle, selector);
      }
      churn(options.seconds("warmup"), address, channels, selector);
      long before = ended;
      long fullBefore = tls == null ? 0 : tls.fullHandshakes();
      Interval interval = Interval.start(server);
      churn(options.seconds("seconds"), address, channels, selector);
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
      if (tls != null) {
        long resumed = connections - (tls.fullHandshakes() - fullBefore);
        // Those that have begun and not ended count too.
        result.put(Metric.RESUMED, Math.max(0, 100.0 * resumed / connections));
      }
      result.put(Metric.CLIENT_SHARE, interval.clientShare());
      return result;
    }
  }

  private void churn(
      Duration time,
      InetSocketAddress address,
      Function<SocketChannel, ClientChannel> channels,
      Selector selector)
      throws IOException {
    long deadline = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < deadline) {
      selector.select(LONGEST_WAIT_MILLIS);
      for (SelectionKey key : selector.selectedKeys()) {
        if (((ChurnConnection) key.attachment()).ready(key, buffer)) {
          ended++;
          ChurnConnection.open(address, channels, cycle, selector);
        }
      }
      selector.selectedKeys().clear();
    }
  }
}
