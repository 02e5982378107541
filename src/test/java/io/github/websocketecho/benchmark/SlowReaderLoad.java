package io.github.websocketecho.benchmark;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A number of {@code readers} that send 1 MiB messages and never read, and beside them new clients.
 */
final class SlowReaderLoad implements Load {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration TO_BE_SERVED = Duration.ofSeconds(1);
  private static final int MESSAGE = 1 << 20;
  private static final int MESSAGES_PER_READER = 256;
  private static final int RECEIVE_BUFFER = 1 << 16;
  private static final int MOST_NEW_CLIENTS = 2000;
  private static final int SMALL_MESSAGE = 32;
  private static final int PAUSE_MILLIS = 5;
  private static final int LONGEST_WAIT_MILLIS = 100;

  private final Latencies latencies = new Latencies();
  private volatile boolean over;
  private int clients;
  private int served;

  @Override
  public Result run(Options options, ProcessProbe server) throws IOException, InterruptedException {
    int port = options.number("port");
    echoOfANewClient(port);
    try (Selector selector = Selector.open()) {
      openReaders(options.number("readers"), port, selector);
      Thread writer = Thread.ofPlatform().daemon().start(() -> write(selector));
      TimeUnit.SECONDS.sleep(options.number("warmup"));
      measureNewClients(port, options.number("seconds"));
      over = true;
      writer.join(PATIENCE);
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    }
    var result = new Result();
    result.put(Metric.SERVED, 100.0 * served / clients);
    result.put(Metric.SERVED_P99, latencies.quantile(0.99) / 1000);
    result.put(Metric.PEAK_MEMORY, server.peakResidentKilobytes() / 1024);
    return result;
  }

  private void openReaders(int count, int port, Selector selector) throws IOException {
    byte[] payload = new Payloads(false).next(MESSAGE);
    byte[] frame = RawClient.frame(true, 0, RawClient.BINARY, payload);
    ByteBuffer shared = ByteBuffer.allocateDirect(frame.length).put(frame).flip();
    for (int i = 0; i < count; i++) {
      SocketChannel channel = Opening.open(port, false, RECEIVE_BUFFER, PATIENCE);
      channel.register(selector, SelectionKey.OP_WRITE, new Reader(channel, shared.duplicate()));
    }
  }

  private void write(Selector selector) {
    try {
      while (!over) {
        selector.select(key -> ((Reader) key.attachment()).write(key), LONGEST_WAIT_MILLIS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void measureNewClients(int port, int seconds) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (clients < MOST_NEW_CLIENTS && (clients == 0 || System.nanoTime() < deadline)) {
      long start = System.nanoTime();
      clients++;
      try {
        echoOfANewClient(port);
        long time = System.nanoTime() - start;
        latencies.add(time);
        if (time <= TO_BE_SERVED.toNanos()) {
          served++;
        }
      } catch (IOException e) {
        // Not served; the reason does not matter.
        latencies.add(PATIENCE.toNanos());
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private static void echoOfANewClient(int port) throws IOException {
    try (var loop = new EchoLoop()) {
      loop.add(
          new PlainChannel(Opening.open(port, false, 0, PATIENCE)),
          MessageCycle.of(new Payloads(true), 1, SMALL_MESSAGE, false));
      loop.sendOnEach(1);
      if (!loop.receiveAll(PATIENCE)) {
        throw new SocketTimeoutException("No echo");
      }
    }
  }

  /** Sends one message after the other as far as the server takes them. */
  private static final class Reader {

    private final SocketChannel channel;
    private final ByteBuffer message;
    private int sent;

    private Reader(SocketChannel channel, ByteBuffer message) {
      this.channel = channel;
      this.message = message;
    }

    private void write(SelectionKey key) {
      try {
        channel.write(message);
        if (!message.hasRemaining()) {
          message.rewind();
          sent++;
        }
        if (sent == MESSAGES_PER_READER) {
          key.interestOps(0);
        }
      } catch (IOException e) {
        // A server may well throw such a client out.
        key.cancel();
      }
    }
  }
}
