package io.github.websocketecho.engine;

import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.Opcode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What one connection writes: gathered in the loop's buffer while a batch is handled, so that it
 * goes out in one go, and kept as far as the socket does not take it. Runs on the loop.
 *
 * <p>Once the socket fails, everything that is written is discarded: what the peer has sent before
 * may still be read.
 */
final class Output {

  private static final Log logger = LogFactory.getLog(Output.class);

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** A payload of up to this length [bytes] is copied behind its header; others go beside it. */
  private static final int COPIED = 8 * 1024;

  /**
   * So much more may wait after a batch than before: answers may be longer than what came [bytes].
   */
  private static final int MOST_OF_A_BATCH = 4 << 20;

  private final EventLoop loop;
  private final Transport transport;
  private final PendingBytes pending;

  /** Made for the first that waits: few connections ever have one. */
  private @Nullable Queue<Runnable> whenDrained;

  private boolean gathering;
  private int waitingBefore;
  private boolean broken;

  /** Why the socket takes nothing any more; null if it has not failed. */
  private @Nullable IOException failure;

  private long lastProgress;

  /**
   * @param backlog is told how much waits
   */
  Output(EventLoop loop, Transport transport, Budget backlog) {
    this.loop = loop;
    this.transport = transport;
    pending = new PendingBytes(backlog);
  }

  /** A batch begins: what is written from now on is gathered. */
  void beginBatch() {
    loop.output().clear();
    gathering = true;
    waitingBefore = pending.size();
  }

  /** Sends what was gathered. */
  void endBatch() {
    gathering = false;
    send(loop.output().flip(), NOTHING);
  }

  boolean isGathering() {
    return gathering;
  }

  /** Writes a frame. The payload has been taken when this returns. */
  void frame(boolean fin, int rsv, Opcode opcode, ByteBuffer payload) {
    if (!gathering) {
      ByteBuffer header = ByteBuffer.allocate(FrameHeader.MAXIMUM_UNMASKED);
      FrameHeader.write(header, fin, rsv, opcode, payload.remaining());
      send(header.flip(), payload);
      return;
    }
    ByteBuffer gathered = loop.output();
    if (gathered.remaining() < FrameHeader.MAXIMUM_UNMASKED) {
      send(gathered.flip(), NOTHING);
      gathered.clear();
    }
    FrameHeader.write(gathered, fin, rsv, opcode, payload.remaining());
    if (payload.remaining() <= Math.min(gathered.remaining(), COPIED)) {
      gathered.put(payload);
    } else {
      send(gathered.flip(), payload);
      gathered.clear();
    }
  }

  /** Writes bytes as they are. They have been taken when this returns. */
  void raw(ByteBuffer bytes) {
    if (gathering) {
      send(loop.output().flip(), bytes);
      loop.output().clear();
    } else {
      send(bytes, NOTHING);
    }
  }

  private void send(ByteBuffer first, ByteBuffer second) {
    if (broken) {
      first.position(first.limit());
      second.position(second.limit());
      return;
    }
    boolean wasBlocked = isBlocked();
    try {
      if (!wasBlocked) {
        write(first, second);
      }
    } catch (IOException e) {
      fail(e);
      return;
    }
    pending.add(first);
    pending.add(second);
    if (!wasBlocked && isBlocked()) {
      lastProgress = loop.now();
      loop.statistics().writeStalls.add(1);
    }
  }

  private void write(ByteBuffer first, ByteBuffer second) throws IOException {
    int before = first.remaining() + second.remaining();
    transport.write(first, second);
    loop.statistics().bytesSent.add(before - first.remaining() - second.remaining());
  }

  /** The socket has room: sends what was kept. */
  void resume() {
    if (broken) {
      return;
    }
    int before = pending.size() + transport.unsent();
    int kept = pending.size();
    try {
      pending.writeTo(transport);
    } catch (IOException e) {
      fail(e);
      return;
    }
    loop.statistics().bytesSent.add(kept - pending.size());
    if (pending.size() + transport.unsent() < before) {
      lastProgress = loop.now();
    }
    if (!isBlocked()) {
      runDrained();
    }
  }

  private void fail(IOException e) {
    logger.debug("The peer takes nothing any more", e);
    failure = e;
    discard();
  }

  /** Tells the peer that nothing more comes; see {@link Transport#shutdownOutput}. */
  void shutdown(boolean truncated) {
    try {
      transport.shutdownOutput(truncated);
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Whether the socket has failed. */
  boolean isBroken() {
    return broken;
  }

  /** Why it has failed; null if it has not. */
  @Nullable IOException failure() {
    return failure;
  }

  /** How much waits for the socket [bytes]. */
  int waiting() {
    return pending.size();
  }

  /** How much may wait before a handler has to stop to send [bytes]. */
  long mostWaiting() {
    return gathering ? (long) waitingBefore + MOST_OF_A_BATCH : Handover.MOST;
  }

  /** Whether something waits for the socket. */
  boolean isBlocked() {
    return !broken && (!pending.isEmpty() || transport.unsent() > 0);
  }

  /** When the socket last took something of what waited, or when it began to wait. */
  long lastProgress() {
    return lastProgress;
  }

  /** Runs a task once nothing waits for the socket any more, or the connection has ended. */
  void whenDrained(Runnable task) {
    if (!isBlocked()) {
      task.run();
      return;
    }
    if (whenDrained == null) {
      whenDrained = new ArrayDeque<>();
    }
    whenDrained.add(task);
  }

  private void runDrained() {
    Queue<Runnable> tasks = whenDrained;
    whenDrained = null;
    if (tasks != null) {
      tasks.forEach(Runnable::run);
    }
  }

  /** Nothing more goes out: the connection has ended, or its socket has failed. */
  void discard() {
    broken = true;
    pending.discard();
    runDrained();
  }
}
