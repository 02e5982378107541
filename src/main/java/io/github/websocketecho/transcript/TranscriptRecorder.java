package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.engine.ConnectionObserver;
import io.github.websocketecho.protocol.ClosePayload;
import io.github.websocketecho.protocol.FrameHeader;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.transcript.Transcript.State;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the server sees of one connection, written down as it happens. It takes a bounded amount of
 * memory, however long the connection lasts.
 *
 * <p>Whoever asks holds the lock, for which the loop may have to wait, only to copy references;
 * what is told is made of them outside.
 *
 * <p>Told by the connection's loop, and by the thread of the opening handshake before; read by any
 * thread.
 */
public final class TranscriptRecorder implements ConnectionObserver {

  /** What a transcript takes in memory beside its texts and frames [bytes], about. */
  private static final int OVERHEAD = 896;

  private final OpeningRequest opened;
  private final MemoryReservation memory;
  private final Consumer<TranscriptRecorder> whenEnded;
  private final Instant openedAt = Instant.now();
  private final long start = System.nanoTime();

  private final ReentrantLock lock = new ReentrantLock();
  private final TranscriptWatch watch = new TranscriptWatch();

  private final HandshakeRecorder handshake;
  private final FrameCounter received = new FrameCounter();
  private final FrameCounter sent = new FrameCounter();
  private final LastFrames frames;
  private final ClosingRecorder closing = new ClosingRecorder();
  private final ClueRecorder clues = new ClueRecorder();

  private long duration;
  private boolean ended;

  private @Nullable Control control;

  /**
   * Begins when an opening handshake has come.
   *
   * @param memoryOfAll what the transcripts of all open connections may take
   * @param whenEnded is told once, by the thread that has told of the end
   */
  TranscriptRecorder(
      OpeningRequest opened, Budget memoryOfAll, Consumer<TranscriptRecorder> whenEnded) {
    this.opened = opened;
    this.whenEnded = whenEnded;
    frames = new LastFrames(memoryOfAll);
    handshake = new HandshakeRecorder(opened.requestHeaders());
    memory = new MemoryReservation(memoryOfAll, OVERHEAD + opened.weight() + handshake.weight());
  }

  /** The connection's id. */
  public String id() {
    return opened.id();
  }

  /** The rule of the ending at this address; null for a plain echo. */
  @Nullable VerdictRule rule() {
    return opened.rule();
  }

  // ---- What is told

  @Override
  public void opened(OpeningResponse response, boolean answered, Control control) {
    change(
        () -> {
          this.control = control;
          if (answered) {
            handshake.answered(response);
            weigh();
          }
        });
    watch.opened();
  }

  /** The opening handshake was answered by HTTP, with this status and no connection. */
  public void refused(int status, Map<String, String> headers) {
    change(
        () -> {
          handshake.answered(status, headers);
          weigh();
        });
    end(Transcript.TcpEnd.OPEN);
  }

  @Override
  public void received(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
    change(
        () -> {
          byte[] payload = first(beginning, opcode);
          received.count(opcode.value(), length);
          add(false, opcode.value(), fin, rsv, length, true, payload, payload);
          clues.received(opcode, payload);
          if (opcode == Opcode.CLOSE) {
            closing.received(ClosePayload.parse(payload), millis(sinceStart()));
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
          byte[] beginning = first(payload, opcode);
          sent.count(opcode.value(), length);
          add(true, opcode.value(), fin, rsv, length, false, beginning, beginning);
          if (opcode == Opcode.CLOSE) {
            closing.sent(ClosePayload.parse(beginning), millis(sinceStart()));
          }
        });
  }

  @Override
  public void answered(OpeningResponse response) {
    change(
        () -> {
          handshake.answered(response);
          weigh();
        });
  }

  /**
   * {@inheritDoc}
   *
   * <p>Frames. Only an ending sends them itself, so they are its beginning: what the client does
   * after them, it does about them.
   */
  @Override
  public void sentRaw(ByteBuffer bytes) {
    change(
        () -> {
          while (bytes.hasRemaining()) {
            sentRaw(RawFrame.read(bytes));
          }
          closing.caused(Cause.ENDING, "The server sent what this address is for.");
        });
  }

  private void sentRaw(RawFrame frame) {
    sent.count(frame.opcode(), frame.present());
    add(
        true,
        frame.opcode(),
        frame.fin(),
        frame.rsv(),
        frame.length(),
        frame.masked(),
        frame.wire(),
        frame.payload());
    clues.sent(frame);
    if (frame.opcode() == Opcode.CLOSE.value()) {
      closing.sent(ClosePayload.parse(frame.payload()), millis(sinceStart()));
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

  @Override
  public void ended(TcpEnd end) {
    end(
        switch (end) {
          case FIN -> Transcript.TcpEnd.FIN;
          case RESET -> Transcript.TcpEnd.RESET;
          case BY_US -> Transcript.TcpEnd.BY_US;
        });
  }

  /** The connection never came to be: the opening handshake was accepted, and TCP ended then. */
  void lost() {
    closing(Cause.NETWORK, "TCP ended within the opening handshake.");
    end(Transcript.TcpEnd.RESET);
  }

  /** What it keeps of the opening handshake, for which an open connection needs memory. */
  MemoryReservation memory() {
    return memory;
  }

  private void weigh() {
    memory.changeTo(OVERHEAD + opened.weight() + handshake.weight());
  }

  private void end(Transcript.TcpEnd how) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ended = true;
      frames.ended();
      memory.giveBack();
      duration = sinceStart();
      control = null;
      closing.tcpEnded(how);
    } finally {
      lock.unlock();
    }
    whenEnded.accept(this);
    watch.ended();
  }

  private void add(
      boolean bySelf,
      int opcode,
      boolean fin,
      int rsv,
      long length,
      boolean masked,
      byte[] wire,
      byte[] payload) {
    boolean compressed =
        (rsv & FrameHeader.RSV1) != 0
            && handshake.agreesOnCompression()
            && (opcode == Opcode.TEXT.value() || opcode == Opcode.BINARY.value());
    frames.add(
        new RecordedFrame(
            sinceStart(), bySelf, opcode, fin, rsv, length, masked, compressed, wire, payload));
  }

  private static byte[] first(ByteBuffer payload, Opcode opcode) {
    byte[] first = new byte[Math.min(payload.remaining(), RecordedFrame.kept(opcode.value()))];
    payload.get(first);
    return first;
  }

  /** Nothing changes any more after the end. */
  private void change(Runnable change) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      change.run();
    } finally {
      lock.unlock();
    }
    watch.changed();
  }

  // ---- What is asked

  /** What has been seen until now, without a verdict. */
  public Transcript view() {
    Transcript seen;
    List<RecordedFrame> last;
    lock.lock();
    try {
      last = frames.copy();
      seen =
          new Transcript(
              opened.id(),
              opened.ending(),
              opened.address(),
              state(),
              opened.remoteAddress(),
              opened.httpVersion(),
              openedAt,
              millis(ended ? duration : sinceStart()),
              handshake.view(),
              received.received(clues.bytesAfterClose()),
              sent.sent(),
              closing.view(),
              null,
              List.of(),
              clues.view());
    } finally {
      lock.unlock();
    }
    return seen.withFrames(last.stream().map(RecordedFrame::view).toList());
  }

  /** How far the connection has come. */
  State state() {
    lock.lock();
    try {
      if (handshake.isRefused() || (ended && !handshake.isAnswered())) {
        return State.REFUSED;
      }
      if (ended) {
        return State.ENDED;
      }
      return closing.hasBegun() ? State.CLOSING : State.OPEN;
    } finally {
      lock.unlock();
    }
  }

  /** What can be done with the connection; null when it is not open, or not yet. */
  @Nullable Control control() {
    lock.lock();
    try {
      return state() == State.OPEN && handshake.isAnswered() ? control : null;
    } finally {
      lock.unlock();
    }
  }

  /** Whether its connection should long have been opened, and has not been. */
  boolean isOverdue(Duration limit) {
    lock.lock();
    try {
      return !ended && control == null && sinceStart() > limit.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for changes. */
  TranscriptWatch watch() {
    return watch;
  }

  /** What it takes in memory [bytes], about. */
  int weight() {
    lock.lock();
    try {
      return memory.weight() + frames.weight();
    } finally {
      lock.unlock();
    }
  }

  /** How long it is since the opening handshake came [ns]. */
  long sinceStart() {
    return System.nanoTime() - start;
  }

  /** In milliseconds, to the microsecond. */
  static double millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0;
  }
}
