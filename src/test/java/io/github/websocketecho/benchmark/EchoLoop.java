package io.github.websocketecho.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Runs connections on the calling thread. */
final class EchoLoop implements AutoCloseable {

  private static final int LONGEST_WAIT_MILLIS = 100;

  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
  private final List<EchoConnection> connections = new ArrayList<>();

  private boolean sending;
  private @Nullable Latencies latencies;

  EchoLoop() throws IOException {}

  void add(ClientChannel channel, MessageCycle cycle) throws IOException {
    connections.add(new EchoConnection(channel, cycle, selector));
  }

  /** Sends messages on each connection. */
  void sendOnEach(int messages) throws IOException {
    for (EchoConnection connection : connections) {
      connection.send(messages);
    }
  }

  /** For a time, answers each answer with the next message. */
  void keepSending(Duration time, @Nullable Latencies record) throws IOException {
    sending = true;
    latencies = record;
    run(time, () -> false);
    latencies = null;
    sending = false;
  }

  /**
   * Waits for the answers to all that was sent.
   *
   * @return whether they came in time
   */
  boolean receiveAll(Duration time) throws IOException {
    return run(time, () -> underWay() == 0);
  }

  long received() {
    return connections.stream().mapToLong(EchoConnection::received).sum();
  }

  long receivedBytes() {
    return connections.stream().mapToLong(EchoConnection::receivedBytes).sum();
  }

  long underWay() {
    return connections.stream().mapToLong(EchoConnection::underWay).sum();
  }

  /** How many connections have no message under way. */
  long answered() {
    return connections.stream().filter(connection -> connection.underWay() == 0).count();
  }

  private boolean run(Duration patience, BooleanSupplier done) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline && !done.getAsBoolean()) {
      selector.select(LONGEST_WAIT_MILLIS);
      for (SelectionKey key : selector.selectedKeys()) {
        ready(key);
      }
      selector.selectedKeys().clear();
    }
    return done.getAsBoolean();
  }

  private void ready(SelectionKey key) throws IOException {
    var connection = (EchoConnection) key.attachment();
    if (key.isWritable()) {
      connection.flush();
    }
    if (!key.isReadable()) {
      return;
    }
    int answers = connection.receive(buffer);
    if (answers > 0 && latencies != null) {
      latencies.add(System.nanoTime() - connection.sentAt());
    }
    if (answers > 0 && sending) {
      connection.send(answers);
    }
  }

  @Override
  public void close() throws IOException {
    for (EchoConnection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
