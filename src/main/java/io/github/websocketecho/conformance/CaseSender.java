package io.github.websocketecho.conformance;

import io.github.websocketecho.engine.Wire;
import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.Opcode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Sends the frames of a case in chunks, each after the socket has accepted the one before: a long
 * message is never in memory. The connection's loop.
 */
final class CaseSender {

  /** The size of a chunk for long messages, and for short ones [bytes]. */
  private static final int LARGE = 64 * 1024;

  private static final int SMALL = 1024;

  private final Wire wire;
  private final WireLog log;
  private final boolean oneByOne;
  private final Queue<Step> queue = new ArrayDeque<>();
  private ByteBuffer chunk = ByteBuffer.allocate(0);

  /** The message that is being sent, how much of it was sent, and where its frame ends. */
  private Step.@Nullable Send current;

  private int sent;
  private int frameEnd;

  /** How much of the payload is to follow behind a header that was sent alone [bytes]. */
  private int partsLeft;

  /** Whether it needs another frame, perhaps an empty one. */
  private boolean needsFrame;

  CaseSender(Wire wire, WireLog log, boolean oneByOne) {
    this.wire = wire;
    this.log = log;
    this.oneByOne = oneByOne;
  }

  /** Adds what {@link #send} sends: anything but a wait. */
  void add(Step step) {
    queue.add(step);
  }

  /**
   * Sends what was added.
   *
   * @param then runs when the socket has accepted all but the last chunk
   */
  void send(Wire.Task then) throws IOException {
    while (true) {
      chunk = cleared();
      boolean more = fill();
      if (chunk.position() > 0) {
        wire.send(chunk.flip());
      }
      if (isWithinFrame()) {
        wire.delayPongs();
      } else {
        wire.resumePongs();
      }
      if (!more) {
        then.run();
        return;
      }
      if (!oneByOne || !wire.isWritten()) {
        wire.whenWritten(() -> send(then));
        return;
      }
    }
  }

  /** Whether the rest of a frame is to be sent: nothing else may be sent before. */
  private boolean isWithinFrame() {
    return partsLeft > 0 || (current != null && sent < frameEnd);
  }

  private ByteBuffer cleared() {
    boolean isLong =
        current != null
            || queue.stream()
                .anyMatch(
                    step -> step instanceof Step.Send send && send.content().length() > SMALL / 2);
    int size = isLong ? LARGE : SMALL;
    return chunk.capacity() >= size ? chunk.clear() : ByteBuffer.allocate(size);
  }

  /** Fills the chunk, and returns whether there is more to send. */
  private boolean fill() {
    while (true) {
      if (current == null && !begin()) {
        return false;
      }
      if (current == null) {
        continue; // A header or a part was sent.
      }
      if (!sendCurrent(current)) {
        return true;
      }
      current = null;
      if (oneByOne && !queue.isEmpty()) {
        return true;
      }
    }
  }

  /** Begins the next step; returns false if there is none. */
  private boolean begin() {
    switch (queue.poll()) {
      case null -> {
        return false;
      }
      case Step.Send send -> {
        current = send;
        sent = 0;
        frameEnd = 0;
        needsFrame = true;
      }
      case Step.Head head -> {
        partsLeft = head.length();
        log.sent(true, 0, head.opcode(), head.length(), ByteBuffer.allocate(0));
        FrameHeader.write(chunk, true, 0, head.opcode(), head.length());
      }
      case Step.Part part -> {
        byte[] bytes = part.content().bytes();
        log.sentPart(ByteBuffer.wrap(bytes));
        chunk.put(bytes);
        partsLeft -= bytes.length;
      }
      case Step.Wait wait -> throw new IllegalStateException("Not to be sent: " + wait);
    }
    return true;
  }

  /** Returns whether all of it is in the chunk. */
  private boolean sendCurrent(Step.Send send) {
    int length = send.content().length();
    while (needsFrame || sent < frameEnd) {
      if (needsFrame) {
        if (chunk.remaining() < FrameHeader.MAXIMUM_UNMASKED + 1) {
          return false;
        }
        beginFrame(send, length);
      }
      int limit = Math.min(chunk.remaining(), frameEnd - sent);
      ByteBuffer room = chunk.slice(chunk.position(), limit);
      send.content().copy(sent, room);
      chunk.position(chunk.position() + limit);
      sent += limit;
      if (sent < frameEnd) {
        return false;
      }
      needsFrame = sent < length;
    }
    return true;
  }

  private void beginFrame(Step.Send send, int length) {
    boolean isFirst = sent == 0;
    int size = send.frameSize() == 0 ? length : Math.min(send.frameSize(), length - sent);
    boolean isLast = sent + size == length;
    int opcode = isFirst ? send.opcode() : Opcode.CONTINUATION.value();
    int rsv = isFirst ? send.rsv() : 0;
    boolean fin = isLast && send.fin();
    frameEnd = sent + size;
    needsFrame = false;
    FrameHeader.write(chunk, fin, rsv, opcode, size);
    ByteBuffer beginning = ByteBuffer.allocate(Math.min(size, WireLog.SHOWN));
    if (log.hasRoom()) {
      send.content().copy(sent, beginning);
    }
    log.sent(fin, rsv, opcode, size, beginning.flip());
  }
}
