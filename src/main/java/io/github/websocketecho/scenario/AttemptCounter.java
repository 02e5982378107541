package io.github.websocketecho.scenario;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.websocketecho.replica.ReplicasUnavailableException;
import io.github.websocketecho.replica.SharedState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts by a key that the client chose, together with all replicas. A count expires
 * {@link #TIME_TO_LIVE} after its last attempt; on one replica also earlier, if there are more than
 * {@value #MAXIMUM_KEYS} keys. Any thread.
 */
public final class AttemptCounter {

  private static final int MAXIMUM_KEYS = 10_000;
  private static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

  private final @Nullable SharedState shared;

  private final Cache<String, Integer> counts =
      Caffeine.newBuilder().maximumSize(MAXIMUM_KEYS).expireAfterWrite(TIME_TO_LIVE).build();

  private AttemptCounter(@Nullable SharedState shared) {
    this.shared = shared;
  }

  /** Counts for one replica. */
  public static AttemptCounter alone() {
    return new AttemptCounter(null);
  }

  /** Counts together with all replicas, if there are some. */
  public static AttemptCounter of(SharedState shared) {
    return new AttemptCounter(shared.isOn() ? shared : null);
  }

  /**
   * Counts an attempt, without waiting. If the replicas cannot count together, this one counts for
   * itself.
   *
   * @return the new count: 1 for the first attempt
   */
  CompletableFuture<Integer> increment(String key) {
    SharedState all = shared;
    if (all == null || !all.isAvailable()) {
      return CompletableFuture.completedFuture(own(key));
    }
    return CompletableFuture.supplyAsync(
        () -> count(all, key), task -> Thread.ofVirtual().name("attempts").start(task));
  }

  private int count(SharedState all, String key) {
    try {
      return Math.clamp(all.increment("attempts:" + key, TIME_TO_LIVE), 1, Integer.MAX_VALUE);
    } catch (ReplicasUnavailableException e) {
      return own(key);
    }
  }

  private int own(String key) {
    return counts.asMap().merge(key, 1, Integer::sum);
  }
}
