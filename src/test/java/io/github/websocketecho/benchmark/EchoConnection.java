package io.github.websocketecho.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** An open connection that sends its messages over and over and reads the answers. */
final class EchoConnection {

  private final ClientChannel channel;
  private final SelectionKey key;
  private final MessageCycle cycle;
  private final AnswerReader reader;
  private final ByteBuffer output;

  private int outputEnd;
  private long sent;
  private long received;
  private long receivedBytes;
  private long sentAt;

  EchoConnection(ClientChannel channel, MessageCycle cycle, Selector selector) throws IOException {
    this.channel = channel;
    this.cycle = cycle;
    reader = new AnswerReader(cycle);
    output = cycle.requests().limit(0);
    key = channel.register(selector, this);
  }

  /** Sends further messages; with those under way they must not be more than the cycle has. */
  void send(int messages) throws IOException {
    sentAt = System.nanoTime();
    sent += messages;
    int cycleLength = cycle.requestOffset(cycle.count());
    if (output.position() >= cycleLength) {
      outputEnd -= cycle.count();
      int position = output.position() - cycleLength;
      output.limit(cycle.requestOffset(outputEnd)).position(position);
    }
    outputEnd += messages;
    output.limit(cycle.requestOffset(outputEnd));
    flush();
  }

  /** Sends what the socket did not take before. */
  void flush() throws IOException {
    int interest =
        channel.write(output) ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }

  /** Reads what is there, and returns how many answers ended in it. */
  int receive(ByteBuffer buffer) throws IOException {
    int length = channel.read(buffer.clear());
    if (length < 0) {
      throw new EOFException("The server closed a connection");
    }
    receivedBytes += length;
    int answers = reader.read(buffer.flip());
    received += answers;
    return answers;
  }

  long received() {
    return received;
  }

  long receivedBytes() {
    return receivedBytes;
  }

  long underWay() {
    return sent - received;
  }

  /** When messages were sent last, as of {@link System#nanoTime}. */
  long sentAt() {
    return sentAt;
  }

  void close() throws IOException {
    channel.close();
  }
}
