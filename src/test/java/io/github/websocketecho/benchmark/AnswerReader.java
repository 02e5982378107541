package io.github.websocketecho.benchmark;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server sends on one connection, in whatever pieces it comes, and compares every
 * message with the one that was sent. Pings go unanswered: no measurement is long enough for that
 * to matter.
 */
final class AnswerReader {

  private static final int LONGEST_HEADER = 10;
  private static final int COMPRESSED = 0x40;
  private static final byte[] TAIL_OF_DEFLATE = {0, 0, -1, -1};
  // One thread runs all connections.
  private static final ByteBuffer INFLATED = ByteBuffer.allocateDirect(1 << 16);

  private final MessageCycle cycle;
  private final ByteBuffer header = ByteBuffer.allocate(LONGEST_HEADER);
  private final ByteBuffer control = ByteBuffer.allocate(125);

  private @Nullable Inflater inflater;
  private int due;
  private boolean inMessage;
  private boolean compressed;
  private long offset;
  private boolean last;
  private int opcode;
  private long left;
  private int closeCode;

  AnswerReader(MessageCycle cycle) {
    this.cycle = cycle;
  }

  /**
   * Takes all of the input.
   *
   * @return how many messages ended in it
   * @throws IOException if a message is not the one that was sent
   */
  int read(ByteBuffer input) throws IOException {
    int messages = 0;
    while (true) {
      if (left == 0) {
        if (!inMessage && header.position() == 0) {
          messages += takeWhole(input);
        }
        if (!readHeader(input)) {
          return messages;
        }
      }
      int length = (int) Math.min(left, input.remaining());
      int end = input.limit();
      takePart(input.limit(input.position() + length));
      input.limit(end);
      left -= length;
      if (left > 0) {
        return messages;
      }
      messages += endFrame();
    }
  }

  /** The code of the close frame that came; 0 if none came. */
  int closeCode() {
    return closeCode;
  }

  private int takeWhole(ByteBuffer input) {
    int messages = cycle.takeAnswers(due, input);
    due = (due + messages) % cycle.count();
    return messages;
  }

  private boolean readHeader(ByteBuffer input) throws IOException {
    while (header.position() < 2 || header.position() < headerLength()) {
      if (!input.hasRemaining()) {
        return false;
      }
      header.put(input.get());
    }
    left =
        switch (headerLength()) {
          case 4 -> header.getShort(2) & 0xFFFF;
          case LONGEST_HEADER -> header.getLong(2);
          default -> header.get(1);
        };
    if (left < 0) {
      throw new IOException("The server masked a frame, or gave a length that cannot be");
    }
    beginFrame(header.get(0));
    header.clear();
    return true;
  }

  private int headerLength() {
    return switch (header.get(1)) {
      case 126 -> 4;
      case 127 -> LONGEST_HEADER;
      default -> 2;
    };
  }

  private void beginFrame(byte first) throws IOException {
    opcode = first & 0xF;
    if (opcode >= RawClient.CLOSE) {
      control.clear();
      return;
    }
    if (opcode != (inMessage ? RawClient.CONTINUATION : cycle.opcode())) {
      throw new IOException("A frame has the opcode " + opcode);
    }
    if (!inMessage) {
      inMessage = true;
      offset = 0;
      compressed = (first & COMPRESSED) != 0;
    }
    last = first < 0;
  }

  private void takePart(ByteBuffer part) throws IOException {
    if (opcode >= RawClient.CLOSE) {
      control.put(part);
    } else if (compressed) {
      inflater().setInput(part);
      compareInflated();
    } else {
      compare(part);
    }
  }

  private void compare(ByteBuffer part) throws IOException {
    int length = part.remaining();
    if (!cycle.takePayload(due, offset, part)) {
      throw new IOException("An answer differs from its message after byte " + offset);
    }
    offset += length;
  }

  private void compareInflated() throws IOException {
    try {
      while (inflater().inflate(INFLATED.clear()) > 0) {
        compare(INFLATED.flip());
      }
    } catch (DataFormatException e) {
      throw new IOException("An answer cannot be inflated", e);
    }
  }

  /** Made when needed: it takes much memory, and there are many connections. */
  private Inflater inflater() {
    if (inflater == null) {
      inflater = new Inflater(true);
    }
    return inflater;
  }

  private int endFrame() throws IOException {
    if (opcode >= RawClient.CLOSE) {
      if (opcode == RawClient.CLOSE) {
        closeCode = control.position() < 2 ? 1005 : control.getShort(0) & 0xFFFF;
      }
      return 0;
    }
    if (!last) {
      return 0;
    }
    if (compressed) {
      inflater().setInput(TAIL_OF_DEFLATE);
      compareInflated();
    }
    if (offset != cycle.size()) {
      throw new IOException("An answer has " + offset + " bytes instead of " + cycle.size());
    }
    inMessage = false;
    due = (due + 1) % cycle.count();
    return 1;
  }
}
