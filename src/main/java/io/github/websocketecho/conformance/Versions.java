package io.github.websocketecho.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which results of a report are those that the replicas share, and which changes they do not have
 * yet. Each change has a stamp of its own. Any thread; no method waits for other replicas.
 */
final class Versions {

  private final Supplier<String> stamps;
  private final Lock reading = new ReentrantLock();

  /**
   * The stamps of the cases that are as other replicas have them. That of a case which has begun
   * again stays until the next reading, so that no result which was read before appears again.
   */
  private final Map<String, String> shared = new HashMap<>();

  private final Map<String, Change> unshared = new LinkedHashMap<>();
  private @Nullable String read;
  private Instant kept = Instant.EPOCH;

  /**
   * @param stamps each a text that no other change of any replica has
   */
  Versions(Supplier<String> stamps) {
    this.stamps = stamps;
  }

  /**
   * What a client of this replica has changed.
   *
   * @param result null if the case has begun
   */
  record Change(String stamp, @Nullable CaseResult result) {}

  /**
   * Changes a case here.
   *
   * @param result null if the case has begun
   */
  synchronized void change(String id, @Nullable CaseResult result, Runnable change) {
    change.run();
    shared.remove(id);
    unshared.put(id, new Change(stamps.get(), result));
  }

  /** Whether other replicas do not have all changes yet. */
  synchronized boolean hasUnshared() {
    return !unshared.isEmpty();
  }

  /** The last changes of some cases that other replicas do not have yet. */
  synchronized Map<String, Change> unshared(int most) {
    Map<String, Change> some = new HashMap<>();
    unshared.entrySet().stream()
        .limit(most)
        .forEach(entry -> some.put(entry.getKey(), entry.getValue()));
    return some;
  }

  /** Other replicas have these changes now. */
  synchronized void share(Map<String, Change> changes) {
    changes.forEach(
        (id, change) -> {
          if (unshared.remove(id, change)) {
            shared.put(id, change.stamp());
          }
        });
  }

  /** The stamps by the cases, without those that were changed here and are not shared yet. */
  synchronized Map<String, String> shared() {
    return Map.copyOf(shared);
  }

  /** The stamp of a case; null if it has none, or is not shared yet. */
  synchronized @Nullable String shared(String id) {
    return shared.get(id);
  }

  /**
   * Copies a change of another replica, unless the case has changed here meanwhile.
   *
   * @param before the stamp before the reading; null for none
   * @param after its new stamp; null if it has no result any more
   * @return whether it was taken over
   */
  synchronized boolean takeOver(
      String id, @Nullable String before, @Nullable String after, Runnable change) {
    if (unshared.containsKey(id) || !Objects.equals(shared.get(id), before)) {
      return false;
    }
    change.run();
    if (after == null) {
      shared.remove(id);
    } else {
      shared.put(id, after);
    }
    return true;
  }

  /** One thread at a time reads what other replicas have, so that no older state follows. */
  Lock reading() {
    return reading;
  }

  /** Whether the whole report was read when its last change had this stamp. */
  synchronized boolean wasRead(String change) {
    return change.equals(read);
  }

  /** The whole report has been read. */
  synchronized void read(String change) {
    read = change;
  }

  /** Whether the report is used, and nobody has said so for a time. Then the caller does. */
  synchronized boolean takeUse(Duration interval) {
    Instant now = Instant.now();
    boolean due = kept.plus(interval).isBefore(now);
    kept = due ? now : kept;
    return due;
  }
}
