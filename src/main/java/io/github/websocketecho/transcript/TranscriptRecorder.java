package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.engine.ConnectionObserver;
import io.github.websocketecho.protocol.ClosePayload;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.transcript.Transcript.State;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records what the server sees of one connection, in bounded memory however long the connection
 * lasts. After the end nothing changes.
 *
 * <p>The thread of the opening handshake writes first, then the connection's loop. Any thread may
 * read. It holds the lock, for which the loop may have to wait, to copy references only.
 */
public final class TranscriptRecorder implements ConnectionObserver {

  /** The approximate memory that a recorder takes without its texts and frames [bytes]. */
  private static final int OVERHEAD = 896;

  private final OpeningRequest request;
  private final MemoryReservation memory;
  private final Consumer<TranscriptRecorder> onEnd;
  private final Instant openedAt = Instant.now();
  private final long start = System.nanoTime();
  private final ReentrantLock lock = new ReentrantLock();
  private final TranscriptWatch watch = new TranscriptWatch();
  private final HandshakeRecorder handshake;
  private final FrameRecorder frames;
  private final ClosingRecorder closing = new ClosingRecorder();
  private final ClueRecorder clues = new ClueRecorder();

  private boolean ended;

  /** From the opening handshake to the end [ns]. */
  private long duration;

  /** Null before the connection is on its loop, and after the end. */
  private @Nullable Control control;

  /**
   * Begins when the server has received an opening handshake.
   *
   * @param shared memory of the transcripts of all open connections
   * @param onEnd called once, by the thread that reports the end
   */
  TranscriptRecorder(OpeningRequest request, Budget shared, Consumer<TranscriptRecorder> onEnd) {
    this.request = request;
    this.onEnd = onEnd;
    frames = new FrameRecorder(shared);
    handshake = new HandshakeRecorder(request.requestHeaders());
    memory = new MemoryReservation(shared, base());
  }

  OpeningRequest request() {
    return request;
  }

  /** The approximate memory without the frames [bytes]. */
  private int base() {
    return OVERHEAD + request.weight() + handshake.weight();
  }

  @Override
  public void opened(OpeningResponse response, boolean answered, Control control) {
    change(
        () -> {
          this.control = control;
          if (answered) {
            answer(() -> handshake.answered(response));
          }
        });
    watch.opened();
  }

  @Override
  public void answered(OpeningResponse response) {
    change(() -> answer(() -> handshake.answered(response)));
  }

  private void answer(Runnable answer) {
    answer.run();
    memory.resize(base());
  }

  /**
   * Records that HTTP answered the opening handshake. There will be no connection.
   *
   * @param headers of the response: each name with its values, joined by ", "
   */
  public void refused(int status, Map<String, String> headers) {
    change(() -> answer(() -> handshake.answered(status, headers)));
    ended(null);
  }

  /** Records that TCP ended after the opening handshake was accepted, before the loop had it. */
  void lost() {
    closing(Cause.NETWORK, "TCP ended within the opening handshake.");
    ended(TcpEnd.RESET);
  }

  @Override
  public void received(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
    change(
        () -> {
          byte[] payload = RecordedFrame.beginning(beginning, opcode);
          boolean compressed = handshake.isCompressed(opcode.value(), rsv);
          frames.received(sinceStart(), opcode, fin, rsv, length, compressed, payload);
          clues.received(opcode, payload);
          if (opcode == Opcode.CLOSE) {
            closing.received(ClosePayload.parse(payload), Transcript.millis(sinceStart()));
          }
        });
  }

  @Override
  public void receivedEarly(int bytes) {
    change(() -> clues.receivedEarly(bytes));
  }

  @Override
  public void receivedHttp(int bytes, boolean request) {
    change(() -> clues.receivedHttp(bytes, request));
  }

  @Override
  public void receivedAfterClose(ByteBuffer bytes) {
    change(() -> clues.receivedAfterClose(bytes));
  }

  @Override
  public void sent(boolean fin, int rsv, Opcode opcode, ByteBuffer payload) {
    change(
        () -> {
          int length = payload.remaining();
          byte[] beginning = RecordedFrame.beginning(payload, opcode);
          boolean compressed = handshake.isCompressed(opcode.value(), rsv);
          frames.sent(sinceStart(), opcode, fin, rsv, length, compressed, beginning);
          if (opcode == Opcode.CLOSE) {
            closing.sent(ClosePayload.parse(beginning), Transcript.millis(sinceStart()));
          }
        });
  }

  /**
   * {@inheritDoc}
   *
   * <p>Only a scenario sends raw bytes, and they are frames. With them the scenario begins: what
   * the client does afterwards is its reaction.
   */
  @Override
  public void sentRaw(ByteBuffer bytes) {
    change(
        () -> {
          while (bytes.hasRemaining()) {
            sentRaw(RawFrame.read(bytes));
          }
          closing.caused(Cause.SCENARIO, "The server sent what this address is for.");
        });
  }

  private void sentRaw(RawFrame frame) {
    boolean compressed = handshake.isCompressed(frame.opcode(), frame.rsv());
    frames.sentRaw(sinceStart(), frame, compressed);
    clues.sent(frame);
    if (frame.opcode() == Opcode.CLOSE.value()) {
      closing.sent(ClosePayload.parse(frame.payload()), Transcript.millis(sinceStart()));
    }
  }

  @Override
  public void closing(Cause cause, String detail) {
    change(
        () -> {
          closing.caused(cause, detail);
          clues.caused(cause);
        });
  }

  /**
   * @param end null if HTTP goes on with TCP
   */
  @Override
  public void ended(@Nullable TcpEnd end) {
    boolean first =
        write(
            () -> {
              ended = true;
              frames.ended();
              memory.release();
              duration = sinceStart();
              control = null;
              closing.tcpEnded(end);
            });
    if (first) {
      onEnd.accept(this);
      watch.ended();
    }
  }

  private void change(Runnable change) {
    if (write(change)) {
      watch.changed();
    }
  }

  /** Returns false after the end. */
  private boolean write(Runnable change) {
    return read(
        () -> {
          boolean open = !ended;
          if (open) {
            change.run();
          }
          return open;
        });
  }

  /** What the server has seen until now. */
  public Transcript transcript() {
    return read(
        () ->
            new Transcript(
                request.id(),
                request.scenario(),
                request.address(),
                state(),
                request.remoteAddress(),
                request.httpVersion(),
                openedAt,
                Transcript.millis(ended ? duration : sinceStart()),
                handshake.snapshot(),
                frames.received(clues.bytesAfterClose()),
                frames.sent(),
                closing.snapshot(),
                frames.last(),
                clues.snapshot()));
  }

  /** The state of the connection. */
  State state() {
    return read(
        () -> {
          if (handshake.isRefused() || (ended && !handshake.isAnswered())) {
            return State.REFUSED;
          }
          if (ended) {
            return State.ENDED;
          }
          return closing.hasBegun() ? State.CLOSING : State.OPEN;
        });
  }

  /** Controls the connection; null before it is open, and once its closing has begun. */
  @Nullable Control control() {
    return read(() -> state() == State.OPEN && handshake.isAnswered() ? control : null);
  }

  /** Whether the connection is not open, although its opening handshake is older than the limit. */
  boolean isOverdue(Duration limit) {
    return read(() -> !ended && control == null && sinceStart() > limit.toNanos());
  }

  /** The approximate memory that it takes [bytes]. */
  int weight() {
    return read(() -> memory.weight() + frames.weight());
  }

  private <T extends @Nullable Object> T read(Supplier<T> value) {
    lock.lock();
    try {
      return value.get();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for changes. */
  TranscriptWatch watch() {
    return watch;
  }

  /** The memory of the request and its response, to be reserved for an open connection. */
  MemoryReservation memory() {
    return memory;
  }

  /** The time since the opening handshake was received [ns]. */
  long sinceStart() {
    return System.nanoTime() - start;
  }
}
