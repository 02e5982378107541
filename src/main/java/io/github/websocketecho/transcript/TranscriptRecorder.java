package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.engine.ConnectionObserver;
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
 * Records what the server sees of one connection. Its memory is bounded, however long the
 * connection lasts. After the end, nothing changes.
 *
 * <p>The thread of the opening handshake writes first, then the connection's loop. Any thread may
 * read. The loop may have to wait for a reader's lock, so a reader only copies references.
 */
public final class TranscriptRecorder implements ConnectionObserver, TlsRecorder.Owner {

  /** The approximate memory of a recorder without its texts and frames [bytes]. */
  private static final int OVERHEAD = 1008;

  private volatile OpeningRequest request;
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
  private final TrafficRecorder traffic;

  /** Null without other replicas. */
  private volatile @Nullable Boolean shared;

  private boolean ended;

  /** The time from the opening handshake to the end [ns]. */
  private long duration;

  /** Null before the connection is on its loop, and after the end. */
  private @Nullable Control control;

  /**
   * Starts recording. Call it when the server has received an opening handshake.
   *
   * @param shared memory of the transcripts of all open connections
   * @param onEnd called once, by the thread that reports the end
   */
  TranscriptRecorder(OpeningRequest request, Budget shared, Consumer<TranscriptRecorder> onEnd) {
    this.request = request;
    this.onEnd = onEnd;
    frames = new FrameRecorder(shared);
    handshake = new HandshakeRecorder(request.requestHeaders());
    traffic = new TrafficRecorder(handshake, frames, closing, clues);
    memory = new MemoryReservation(shared, base());
  }

  OpeningRequest request() {
    return request;
  }

  Instant openedAt() {
    return openedAt;
  }

  /** The approximate memory without the frames [bytes]. */
  private int base() {
    return OVERHEAD + request.weight() + handshake.weight();
  }

  /** Whether other replicas can read the transcript. */
  void shared(boolean now) {
    shared = now;
  }

  @Override
  public void tlsChanged() {
    change(() -> {});
  }

  @Override
  public void tlsEnded(Cause cause, String detail, TcpEnd end) {
    closing(cause, detail);
    ended(end);
  }

  /**
   * Records the opening handshake, if the transcript began with TLS.
   *
   * @param request with the same id
   */
  void requested(OpeningRequest request) {
    change(
        () -> {
          this.request = request;
          answer(() -> handshake.requested(request.requestHeaders()));
        });
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

  private void answer(Runnable record) {
    record.run();
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

  /** Records that TCP ended after the opening handshake was accepted, before the loop owned it. */
  void lost() {
    closing(Cause.NETWORK, "TCP ended within the opening handshake.");
    ended(TcpEnd.RESET);
  }

  @Override
  public void received(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
    change(() -> traffic.received(sinceStart(), fin, rsv, opcode, length, beginning));
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
    change(() -> traffic.sent(sinceStart(), fin, rsv, opcode, payload));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Only a scenario sends raw bytes, and they are frames.
   */
  @Override
  public void sentRaw(ByteBuffer bytes) {
    change(() -> traffic.sentRaw(sinceStart(), bytes));
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
   * @param end null if TCP stays open for HTTP
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
                shared,
                request.remoteAddress(),
                request.httpVersion(),
                openedAt,
                Transcript.millis(ended ? duration : sinceStart()),
                request.tls() == null ? null : request.tls().snapshot(),
                handshake.snapshot(),
                frames.received(clues.bytesAfterClose()),
                frames.sent(),
                frames.taken(),
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

  /** Whether the opening handshake is older than the limit, and the connection is not open. */
  boolean isOverdue(Duration limit) {
    return read(() -> !ended && control == null && sinceStart() > limit.toNanos());
  }

  /** Whether there is TLS, and no opening handshake yet. */
  boolean isBeforeRequest() {
    return request.address().isEmpty();
  }

  /** The approximate memory of the recorder [bytes]. */
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

  /** Lets threads wait for changes. */
  TranscriptWatch watch() {
    return watch;
  }

  /** The reservation for the texts of request and response while the connection is open. */
  MemoryReservation memory() {
    return memory;
  }

  /** The time since the opening handshake was received [ns]. */
  long sinceStart() {
    return System.nanoTime() - start;
  }
}
