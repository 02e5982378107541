package io.github.websocketecho.benchmark;

import java.io.IOException;
import java.time.Duration;

/**
 * A number of connections with a number of messages in flight each: {@code connections}, {@code
 * inflight}, {@code size}, {@code text}, {@code deflate}, {@code tls}.
 */
final class EchoLoad implements Load {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  // Deflate finds what it has seen within the last 32 KiB: so much must differ.
  private static final int DEFLATE_FORGETS = 1 << 16;

  @Override
  public Result run(Options options, ProcessProbe server) throws IOException {
    var result = new Result();
    int inFlight = options.number("inflight");
    try (var loop = new EchoLoop()) {
      open(options, inFlight, loop);
      loop.sendOnEach(inFlight);
      loop.keepSending(options.seconds("warmup"), null);
      var latencies = new Latencies();
      long before = loop.received();
      Interval interval = Interval.start(server);
      loop.keepSending(options.seconds("seconds"), inFlight == 1 ? latencies : null);
      interval.end();
      long messages = loop.received() - before;
      if (!loop.receiveAll(PATIENCE) || messages == 0) {
        throw new IOException(loop.underWay() + " answers did not come");
      }
      result.put(Metric.RATE, (double) messages / interval.seconds());
      result.put(Metric.CPU, interval.serverCpu() * 1e6 / (double) messages);
      if (inFlight == 1) {
        result.put(Metric.MEDIAN, latencies.quantile(0.5));
        result.put(Metric.P99, latencies.quantile(0.99));
      }
      if (options.is("deflate")) {
        // A server may accept the extension and compress nothing, or little.
        double length = (double) loop.receivedBytes() / loop.received();
        result.put(Metric.ANSWER_LENGTH, length);
      }
      result.put(Metric.CLIENT_SHARE, interval.clientShare());
    }
    return result;
  }

  private static void open(Options options, int inFlight, EchoLoop loop) throws IOException {
    boolean deflate = options.is("deflate");
    int size = options.number("size");
    int different = Math.max(inFlight, deflate ? DEFLATE_FORGETS / size : 1);
    var contents = new Payloads(options.is("text"));
    Opener opener = Opener.of(options);
    for (int i = 0; i < options.number("connections"); i++) {
      loop.add(opener.open(0, PATIENCE), MessageCycle.of(contents, different, size, deflate));
    }
  }
}
