package io.github.websocketecho.transcript;

import io.github.websocketecho.transcript.TranscriptCalls.Seen;
import java.time.Duration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;

/**
 * A transcript of a connection that another replica has or had. Its version and its content are
 * those of the last wait. One thread at a time.
 */
final class ReplicaTranscript implements WatchedTranscript {

  /** After this time, a wait checks whether the other replica still runs. */
  private static final Duration SLICE = Duration.ofSeconds(1);

  private final String id;
  private final TranscriptCalls calls;
  private final long start = System.nanoTime();

  private volatile Seen last;

  /**
   * @param last what the other replica has seen
   */
  ReplicaTranscript(String id, TranscriptCalls calls, Seen last) {
    this.id = id;
    this.calls = calls;
    this.last = last;
  }

  @Override
  public boolean hasEnded() {
    return last.ended();
  }

  @Override
  public long version() {
    return last.version();
  }

  @Override
  public JudgedTranscript judged() {
    return last.judged();
  }

  @Override
  public void awaitChange(long version, Duration timeout) {
    await(timeout, version, false);
  }

  @Override
  public void awaitEnd(Duration timeout) {
    await(timeout, last.version(), true);
  }

  private void await(Duration timeout, long version, boolean end) {
    long deadline = System.nanoTime() + timeout.toNanos();
    long left = timeout.toNanos();
    while (left > 0 && !last.ended() && (end || last.version() == version)) {
      last = calls.seen(id, last.version(), end, min(Duration.ofNanos(left), SLICE));
      left = deadline - System.nanoTime();
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public long sinceStart() {
    return System.nanoTime() - start;
  }

  @Override
  public void close(CloseStatus status) {
    calls.close(id, status);
  }

  @Override
  public void send(WebSocketMessage<?> message) {
    calls.send(id, message);
  }
}
