package io.github.websocketecho.transcript;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.replica.BoundedWait;
import io.github.websocketecho.replica.ReplicasUnavailableException;
import io.github.websocketecho.replica.SharedFormat;
import io.github.websocketecho.replica.SharedState;
import io.github.websocketecho.transcript.Transcript.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Shares transcripts with other replicas: the ids of open connections at once, and the transcripts
 * when their connections have ended. Without other replicas, it does nothing. Any thread.
 */
@Component
final class SharedTranscripts implements DisposableBean {

  private static final Logger logger = LoggerFactory.getLogger(SharedTranscripts.class);

  private static final String KEY = "connection:";

  /** The sorted list of ended connections, each an id and a state. */
  private static final String ENDED = "connections";

  /** How long the id of an open connection is kept after its replica has died. */
  private static final Duration CLAIM = Duration.ofMinutes(1);

  private static final Duration REFRESH = CLAIM.dividedBy(3);
  private static final Duration CLEANING = Duration.ofSeconds(1);

  /** How long a transcript may take to be complete after its connection has reported the end. */
  private static final Duration COMPLETION = Duration.ofSeconds(1);

  private static final Duration FLUSH = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofMillis(500);

  /** The memory of transcripts that wait to be shared [bytes]. */
  private static final long MOST_WAITING = 16L << 20;

  private static final int WRITERS = 4;
  private static final int ATTEMPTS = 3;

  private final SharedState state;
  private final Duration age;
  private final int count;
  private final AtomicLong numbers = new AtomicLong();

  /** The recorders of shared connections, until their transcripts are shared. */
  private final Map<String, Claim> claims = new ConcurrentHashMap<>();

  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Budget memory = new Budget(MOST_WAITING);
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<Thread> writers = new ArrayList<>();

  /** An id that this replica has. */
  private record Claim(TranscriptRecorder recorder, SharedConnection shared) {

    private static Claim later(Claim one, Claim other) {
      return one.shared().number() > other.shared().number() ? one : other;
    }
  }

  /**
   * A transcript that waits to be shared.
   *
   * @param claim null if its handshake was rejected before it had one
   * @param weight [bytes]
   */
  private record Waiting(TranscriptRecorder recorder, @Nullable Claim claim, int weight) {}

  SharedTranscripts(SharedState state, EchoProperties properties) {
    this.state = state;
    age = properties.transcripts().age();
    count = properties.transcripts().count();
    if (state.isOn()) {
      // The first handshake need not wait until the classes for it are loaded.
      var _ =
          SharedFormat.read(
              SharedFormat.write(SharedConnection.open(state.self(), 0)), SharedConnection.class);
      state.maintain(REFRESH, this::refresh);
      state.maintain(CLEANING, this::clean);
      state.atEnd(this::flush);
      for (int i = 0; i < WRITERS; i++) {
        writers.add(Thread.ofVirtual().name("shared-transcripts").start(this::write));
      }
    }
  }

  private static String key(String id) {
    return KEY + id;
  }

  /**
   * Takes the id of a connection that is about to open. If the shared state does not answer in
   * time, the transcript stays on this replica.
   *
   * @return false if another replica has an open connection with this id
   */
  boolean claim(TranscriptRecorder recorder) {
    if (!state.isOn()) {
      return true;
    }
    String id = recorder.request().id();
    var claim = new Claim(recorder, SharedConnection.open(state.self(), numbers.incrementAndGet()));
    boolean free;
    try {
      free = BoundedWait.call(() -> take(id, claim.shared()), () -> release(id, claim));
    } catch (ReplicasUnavailableException e) {
      claims.remove(id); // The connection that had the id before has given way.
      recorder.shared(false);
      return true;
    }
    if (free) {
      recorder.shared(true);
      claims.merge(id, claim, Claim::later);
    } else {
      claims.remove(id);
    }
    return free;
  }

  /** Takes an id that is free, or that of a connection that has ended or died. */
  private boolean take(String id, SharedConnection shared) {
    byte[] claim = SharedFormat.write(shared);
    for (int i = 0; i < ATTEMPTS; i++) {
      if (state.replace(key(id), null, claim, CLAIM)) {
        return true;
      }
      byte[] current = state.get(key(id));
      if (current == null) {
        continue;
      }
      SharedConnection other = SharedFormat.read(current, SharedConnection.class);
      boolean own = other.replica().equals(state.self());
      if (other.isOpen() && !own && state.isAlive(other.replica())) {
        return false;
      }
      if (state.replace(key(id), current, claim, CLAIM)) {
        return true;
      }
    }
    return false;
  }

  private void release(String id, Claim claim) {
    var _ =
        state.replace(
            key(id),
            SharedFormat.write(claim.shared()),
            SharedFormat.write(claim.shared()),
            Duration.ofMillis(1));
  }

  /** A connection has ended: shares its transcript soon. Does not wait. */
  void ended(TranscriptRecorder recorder) {
    Claim claim = claims.get(recorder.request().id());
    if (claim != null && claim.recorder() == recorder) {
      offer(recorder, claim);
    }
  }

  /** An opening handshake was rejected: shares its transcript soon. Does not wait. */
  void refused(TranscriptRecorder recorder) {
    if (state.isOn()) {
      boolean available = state.isAvailable();
      recorder.shared(available);
      if (available) {
        offer(recorder, null);
      }
    }
  }

  private void offer(TranscriptRecorder recorder, @Nullable Claim claim) {
    int weight = recorder.weight();
    if (memory.tryReserve(weight)) {
      waiting.incrementAndGet();
      queue.add(new Waiting(recorder, claim, weight));
    } else {
      recorder.shared(false);
      done(recorder, claim);
      if (claim != null && state.isAvailable()) {
        Thread.ofVirtual()
            .name("shared-transcripts")
            .start(() -> releaseIfPossible(recorder.request().id(), claim));
      }
    }
  }

  private void releaseIfPossible(String id, Claim claim) {
    try {
      release(id, claim);
    } catch (ReplicasUnavailableException e) {
      logger.debug("An id is in use until its claim expires", e);
    }
  }

  private void done(TranscriptRecorder recorder, @Nullable Claim claim) {
    if (claim != null) {
      claims.remove(recorder.request().id(), claim);
    }
  }

  private void write() {
    try {
      while (true) {
        Waiting next = queue.take();
        next.recorder().watch().awaitEnd(COMPLETION);
        if (isDone(next)) {
          memory.release(next.weight());
          waiting.decrementAndGet();
        } else {
          queue.add(next);
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns false if it has to be tried again. */
  private boolean isDone(Waiting next) {
    try {
      if (!isWritten(next.recorder(), next.claim())) {
        unshared(next.recorder(), next.claim());
      }
      done(next.recorder(), next.claim());
      return true;
    } catch (ReplicasUnavailableException e) {
      return false;
    }
  }

  private boolean isWritten(TranscriptRecorder recorder, @Nullable Claim claim) {
    try {
      return write(recorder, claim);
    } catch (ReplicasUnavailableException e) {
      if (e.isTemporary()) {
        throw e;
      }
    } catch (RuntimeException e) {
      logger.warn("Cannot share a transcript", e);
    }
    return false;
  }

  private void unshared(TranscriptRecorder recorder, @Nullable Claim claim) {
    recorder.shared(false);
    if (claim != null) {
      releaseIfPossible(recorder.request().id(), claim);
    }
  }

  /** Returns false if another connection has the id now. */
  private boolean write(TranscriptRecorder recorder, @Nullable Claim claim) {
    String id = recorder.request().id();
    long version = recorder.watch().version();
    JudgedTranscript judged = JudgedTranscript.of(recorder);
    long number = claim == null ? 0 : claim.shared().number();
    byte[] value =
        SharedFormat.deflate(new SharedConnection(state.self(), number, version, judged));
    byte @Nullable [] before = claim == null ? null : SharedFormat.write(claim.shared());
    Transcript seen = judged.seen();
    if (!state.replace(key(id), before, value, age)
        && !replaceOther(id, value, claim == null ? seen.openedAt() : Instant.MIN)) {
      return false;
    }
    State ended = seen.state();
    state.unrank(ENDED, member(id, ended == State.ENDED ? State.REFUSED : State.ENDED));
    state.rank(ENDED, member(id, ended), age);
    return true;
  }

  /**
   * A claim may be lost with Redis. Another connection may have the id now.
   *
   * @param since replaces a transcript that began before this time
   */
  private boolean replaceOther(String id, byte[] value, Instant since) {
    byte[] current = state.get(key(id));
    return (current == null || hasEndedBefore(since, current))
        && state.replace(key(id), current, value, age);
  }

  private static boolean hasEndedBefore(Instant since, byte[] connection) {
    JudgedTranscript ended = SharedFormat.read(connection, SharedConnection.class).ended();
    return ended != null && !ended.seen().openedAt().isAfter(since);
  }

  private static String member(String id, State ended) {
    return id + ' ' + ended.name().toLowerCase(Locale.ROOT);
  }

  /** Shares what waits, for a few seconds at most. */
  private void flush() {
    long end = System.nanoTime() + FLUSH.toNanos();
    try {
      while (waiting.get() > 0 && state.isAvailable() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Keeps the ids of open connections, also after Redis has forgotten them. */
  private void refresh() {
    claims.forEach(
        (id, claim) -> {
          if (!isKept(id, claim)) {
            claim.recorder().shared(false);
            done(claim.recorder(), claim);
          }
        });
  }

  /** Returns false if another connection has the id now. */
  private boolean isKept(String id, Claim claim) {
    byte[] value = SharedFormat.write(claim.shared());
    if (state.replace(key(id), value, value, CLAIM) || state.replace(key(id), null, value, CLAIM)) {
      return true;
    }
    try {
      // The transcript may be written at this moment.
      return find(id).filter(claim.shared()::isSame).isPresent();
    } catch (ReplicasUnavailableException e) {
      if (e.isTemporary()) {
        throw e;
      }
      return false;
    }
  }

  /** Removes the oldest transcripts beyond the limit. Redis has removed those that expired. */
  private void clean() {
    for (String member : state.removeOldest(ENDED, count, age)) {
      try {
        discard(key(member.split(" ", 2)[0]));
      } catch (ReplicasUnavailableException e) {
        if (e.isTemporary()) {
          throw e;
        }
        logger.debug("A value is not ours", e);
      }
    }
  }

  private void discard(String key) {
    byte[] value = state.get(key);
    if (value != null && !SharedFormat.read(value, SharedConnection.class).isOpen()) {
      var _ = state.replace(key, value, value, Duration.ofMillis(1));
    }
  }

  /** Shares nothing more. */
  @Override
  public void destroy() {
    writers.forEach(Thread::interrupt);
  }

  /** Whether there may be transcripts of other replicas. */
  boolean areOn() {
    return state.isOn();
  }

  /** The recorder of a shared connection that this replica has; null if there is none. */
  @Nullable TranscriptRecorder claimed(String id) {
    Claim claim = claims.get(id);
    return claim == null ? null : claim.recorder();
  }

  /** The recorders of shared connections that this replica has. */
  Stream<TranscriptRecorder> openConnections() {
    return claims.values().stream().map(Claim::recorder);
  }

  /**
   * What replicas know of a connection.
   *
   * @throws ReplicasUnavailableException if they do not answer in time
   */
  Optional<SharedConnection> find(String id) {
    return Optional.ofNullable(state.get(key(id)))
        .map(value -> SharedFormat.read(value, SharedConnection.class));
  }

  /** The connections that have ended, with their states, the newest first. */
  Map<String, State> endedConnections() {
    Map<String, State> ended = new LinkedHashMap<>();
    for (String member : state.ranked(ENDED, count)) {
      for (State one : List.of(State.ENDED, State.REFUSED)) {
        String ending = member("", one);
        if (member.endsWith(ending)) {
          ended.putIfAbsent(member.substring(0, member.length() - ending.length()), one);
        }
      }
    }
    return ended;
  }
}
