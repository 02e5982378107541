package io.github.websocketecho.benchmark;

import io.github.websocketecho.support.RawClient;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** One binary message of {@code megabytes}, in one frame or in {@code fragments} of 64 KiB. */
final class HugeMessageLoad implements Load {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int BLOCK = 1 << 16;

  private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 18);

  @Override
  public Result run(Options options, ProcessProbe server) throws IOException {
    long size = (long) options.number("megabytes") << 20;
    var reader = new AnswerReader(MessageCycle.repeating(new Payloads(false), BLOCK, size));
    Interval interval = Interval.start(server);
    try (SocketChannel channel = Opening.open(options.number("port"), false, 0, PATIENCE);
        Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      exchange(channel, selector, new Output(size, options.is("fragments")), reader);
    }
    interval.end();
    var result = new Result();
    result.put(Metric.THROUGHPUT, options.number("megabytes") / interval.seconds());
    result.put(Metric.CPU_PER_GIB, interval.serverCpu() * (1L << 30) / size);
    result.put(Metric.PEAK_MEMORY, server.peakResidentKilobytes() / 1024);
    result.put(Metric.CLIENT_SHARE, interval.clientShare());
    return result;
  }

  private void exchange(
      SocketChannel channel, Selector selector, Output output, AnswerReader reader)
      throws IOException {
    while (selector.select(PATIENCE.toMillis()) > 0) {
      SelectionKey key = selector.selectedKeys().iterator().next();
      selector.selectedKeys().clear();
      if (key.isWritable()) {
        output.writeTo(channel);
        if (output.isDone()) {
          key.interestOps(SelectionKey.OP_READ);
        }
      }
      if (key.isReadable()) {
        read(channel);
        if (reader.read(input.flip()) == 1) {
          return;
        }
      }
    }
    throw new IOException("No byte moved for " + PATIENCE.toSeconds() + " s");
  }

  private void read(SocketChannel channel) throws IOException {
    if (channel.read(input.clear()) < 0) {
      throw new EOFException("The server closed the connection");
    }
  }

  /** The frames of the message, of which no more than a block is in memory. */
  private static final class Output {

    private final long size;
    private final boolean fragments;
    private final ByteBuffer[] part = new ByteBuffer[2];
    private long left;

    private Output(long size, boolean fragments) {
      this.size = size;
      this.fragments = fragments;
      left = size;
      // The mask is the same over and over, so the masked block is, too.
      byte[] block = RawClient.mask(new Payloads(false).next(BLOCK));
      part[1] = ByteBuffer.allocateDirect(BLOCK).put(block);
      next();
    }

    private void next() {
      boolean first = left == size;
      int length = (int) Math.min(left, BLOCK);
      left -= length;
      byte[] header = {};
      if (fragments) {
        int opcode = first ? RawClient.BINARY : RawClient.CONTINUATION;
        header = RawClient.header(left == 0, 0, opcode, length);
      } else if (first) {
        header = RawClient.header(true, 0, RawClient.BINARY, size);
      }
      part[0] = ByteBuffer.wrap(header);
      part[1].limit(length).position(0);
    }

    private boolean isDone() {
      return left == 0 && !part[1].hasRemaining();
    }

    private long writeTo(SocketChannel channel) throws IOException {
      if (!part[1].hasRemaining()) {
        next();
      }
      return channel.write(part);
    }
  }
}
