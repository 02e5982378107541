package io.github.websocketecho.engine;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes that one connection receives: read into the loop's buffer, as many as may be buffered,
 * behind those that could not be handled before. Runs on the loop.
 */
final class Input {

  /** The most that is buffered before the opening handshake is answered [bytes]. */
  private static final int MOST_EARLY = 16 * 1024;

  /** The least that is read at a time if input takes long to handle [bytes]. */
  private static final int SMALLEST_READ = 4 * 1024;

  /** From this length on [bytes] the beginning of a frame takes longer to copy than a read does. */
  private static final int LONG_BEGINNING = 8 * 1024;

  private final EventLoop loop;
  private final Transport transport;

  /** What is in front of the bytes of the next read. */
  private final Leftover left;

  /** The most that is read at a time [bytes]: less if it takes more than a turn to handle. */
  private int readSize = LoopMemory.BUFFER;

  private boolean ended;

  Input(EventLoop loop, Transport transport) {
    this.loop = loop;
    this.transport = transport;
    left = new Leftover(loop.backlog());
  }

  /**
   * Reads from the socket, behind room for what is buffered. {@link #latest} or {@link #all} is to
   * be called next.
   *
   * @param early whether the opening handshake is not answered yet
   * @return how many bytes; negative if the client has ended its side
   */
  int read(boolean early) throws IOException {
    ByteBuffer input = loop.input().clear();
    int read = transport.read(room(input.position(left.size()), early));
    ended = read < 0;
    return count(read);
  }

  private int count(int read) {
    if (read > 0) {
      loop.statistics().bytesReceived.add(read);
    }
    return read;
  }

  /** Reads what was received together with the opening handshake; the first read of all. */
  ByteBuffer readEarly() throws IOException {
    ByteBuffer input = loop.input().clear();
    transport.readEarly(input);
    input.flip();
    count(input.limit());
    return input;
  }

  /** As much room as may be filled, because all of it may have to be buffered. */
  private ByteBuffer room(ByteBuffer input, boolean early) {
    int most = Math.min(early ? MOST_EARLY : readSize, loop.mostRead());
    int piece = Math.max(Math.min(most, loop.backlog().piece()), transport.smallestRead());
    return input.limit(Math.min(input.capacity(), input.position() + piece));
  }

  /** The bytes of the last read alone. */
  ByteBuffer latest() {
    return loop.input().flip().position(left.size());
  }

  /** What was buffered and the bytes of the last read; nothing is buffered any more. */
  ByteBuffer all() {
    ByteBuffer input = loop.input();
    left.moveInto(input);
    return input.flip();
  }

  /**
   * Reads behind the beginning of a long frame: one more read costs less than to copy the beginning
   * to where it is buffered, and back.
   *
   * @param input what {@link #all} has returned, as far as it is not handled
   * @param frame the length of the frame [bytes]
   * @return how many bytes; negative if the client has ended its side, which the next read reports
   *     again
   */
  int readBehind(ByteBuffer input, int frame) throws IOException {
    if (input.capacity() - input.position() < frame) {
      input.compact().flip();
    }
    int start = input.position();
    int read = transport.read(room(input.position(input.limit()), false));
    input.limit(input.position()).position(start);
    return count(read);
  }

  /** Whether {@link #readBehind} pays for a frame of this length [bytes], and is possible. */
  @SuppressWarnings("ReferenceEquality") // The same buffer, not one with the same bytes.
  boolean isLongBeginning(ByteBuffer input, int frame) {
    return input == loop.input()
        && input.remaining() >= LONG_BEGINNING
        && input.remaining() < frame;
  }

  /** What is buffered, to be handled where it lies; {@link #buffer} is called afterwards. */
  ByteBuffer buffered() {
    return left.bytes();
  }

  /** Buffers what is left of an input. */
  void buffer(ByteBuffer input) {
    left.keep(input);
  }

  /**
   * Buffers more bytes of an incomplete frame.
   *
   * @param frame its length, with its header [bytes]
   */
  void append(ByteBuffer more, int frame) {
    left.append(more, frame);
  }

  /** Reads less at a time from now on if a turn was too short for what was read, else more. */
  void adapt(boolean interrupted) {
    readSize =
        interrupted
            ? Math.max(readSize / 4, SMALLEST_READ)
            : Math.min(2 * readSize, LoopMemory.BUFFER);
  }

  /** How much is buffered [bytes]. */
  int size() {
    return left.size();
  }

  /** Whether more may be buffered before the opening handshake is answered. */
  boolean hasRoomForEarly() {
    return left.size() < MOST_EARLY;
  }

  /** Whether the client has ended its side of TCP. What is buffered may still be handled. */
  boolean hasEnded() {
    return ended;
  }

  /** Whether {@link #read} returns what the client sent, and not TLS that is not decrypted. */
  boolean isPlain() {
    return transport.readsPlainly();
  }

  /** Discards what is buffered. */
  void discard() {
    left.discard();
  }
}
