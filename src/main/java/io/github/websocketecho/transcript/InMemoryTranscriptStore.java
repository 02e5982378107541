package io.github.websocketecho.transcript;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.transcript.Transcript.State;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Stores transcripts in memory: those of open connections, and those of the connections that ended
 * most recently. {@link EchoProperties.Transcripts} limits number, size and age. Any thread.
 */
@Component
final class InMemoryTranscriptStore implements TranscriptStore {

  private static final int ID_BYTES = 16;

  /** An accepted opening handshake that is older than this will not become a connection. */
  private static final Duration OVERDUE = Duration.ofSeconds(30);

  /** The shortest time between two searches for overdue connections [ns]. */
  private static final long SEARCH_INTERVAL = Duration.ofSeconds(1).toNanos();

  /** The longest wait until an accepted connection is on its loop. */
  private static final Duration OPENING = Duration.ofSeconds(1);

  private final SharedTranscripts shared;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, TranscriptRecorder> open = new ConcurrentHashMap<>();
  private final Cache<String, TranscriptRecorder> ended;
  private final Semaphore places;
  private final Budget memory;
  private final boolean listed;
  private final AtomicLong nextSearch = new AtomicLong(System.nanoTime());

  InMemoryTranscriptStore(EchoProperties properties, SharedTranscripts shared) {
    this.shared = shared;
    var settings = properties.transcripts();
    long size = settings.size().toBytes();
    // Caffeine has one limit: each transcript weighs at least its share of the size.
    int share = Math.toIntExact(size / settings.count());
    ended =
        Caffeine.newBuilder()
            .maximumWeight((long) share * settings.count())
            .weigher((String id, TranscriptRecorder recorder) -> Math.max(share, recorder.weight()))
            .expireAfterWrite(settings.age())
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .build();
    places = new Semaphore(settings.open());
    memory = new Budget(size);
    listed = settings.list();
  }

  @Override
  public String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  @Override
  public TranscriptRecorder open(OpeningRequest request) {
    var recorder = new TranscriptRecorder(request, memory, this::ended);
    if (!takePlace()) {
      throw TranscriptException.tooManyOpen();
    }
    if (!recorder.memory().tryReserve()) {
      places.release();
      throw TranscriptException.tooManyOpen();
    }
    TranscriptRecorder before = open.get(request.id());
    if (before != null && before.isOverdue(OVERDUE)) {
      before.lost();
    }
    TranscriptRecorder current =
        open.compute(
            request.id(), (id, other) -> other == null || givesWay(other) ? recorder : other);
    if (current != recorder) {
      withdraw(recorder);
      throw TranscriptException.idInUse(request.id());
    }
    boolean claimed = false;
    try {
      claimed = shared.claim(recorder);
    } finally {
      if (!claimed) {
        open.remove(request.id(), recorder);
        withdraw(recorder);
      }
    }
    if (!claimed) {
      throw TranscriptException.idInUse(request.id());
    }
    return recorder;
  }

  /**
   * A client that was rejected may try again before TCP has ended, and is no WebSocket's peer. A
   * client may also begin several TLS handshakes, and use one of them.
   */
  private static boolean givesWay(TranscriptRecorder other) {
    return other.watch().hasEnded() || other.state() == State.REFUSED || other.isBeforeRequest();
  }

  private void withdraw(TranscriptRecorder recorder) {
    recorder.memory().release();
    places.release();
  }

  private boolean takePlace() {
    if (places.tryAcquire()) {
      return true;
    }
    long now = System.nanoTime();
    long search = nextSearch.get();
    if (now - search < 0 || !nextSearch.compareAndSet(search, now + SEARCH_INTERVAL)) {
      return false;
    }
    open.values().stream()
        .filter(recorder -> recorder.isOverdue(OVERDUE))
        .forEach(TranscriptRecorder::lost);
    return places.tryAcquire();
  }

  @Override
  public void refused(OpeningRequest request, int status, Map<String, String> headers) {
    if (!isOpen(request.id())) {
      var recorder =
          new TranscriptRecorder(
              request, memory, refused -> ended.put(refused.request().id(), refused));
      recorder.refused(status, headers);
      shared.refused(recorder);
    }
  }

  @Override
  public boolean isOpen(String id) {
    return open.containsKey(id);
  }

  @Override
  public long count() {
    return open.size() + ended.estimatedSize();
  }

  private void ended(TranscriptRecorder recorder) {
    String id = recorder.request().id();
    // Another attempt may have taken the id of a rejected one, and have ended before it.
    if (open.get(id) == recorder) {
      ended.put(id, recorder);
      open.remove(id, recorder);
      shared.ended(recorder);
    }
    places.release();
  }

  @Override
  public TranscriptRecorder get(String id) {
    TranscriptRecorder recorder = find(id).orElseThrow(() -> TranscriptException.unknown(id));
    recorder.watch().awaitOpened(OPENING);
    return recorder;
  }

  @Override
  public Optional<TranscriptRecorder> find(String id) {
    TranscriptRecorder recorder = open.get(id);
    return Optional.ofNullable(recorder == null ? ended.getIfPresent(id) : recorder);
  }

  @Override
  public List<TranscriptRecorder> list() {
    if (!listed) {
      throw TranscriptException.listIsOff();
    }
    return Stream.concat(
            open.values().stream(),
            ended.asMap().values().stream().filter(recorder -> !isOpen(recorder.request().id())))
        .toList();
  }
}
