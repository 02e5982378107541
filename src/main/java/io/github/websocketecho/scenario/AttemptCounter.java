package io.github.websocketecho.scenario;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Counts attempts by a key that the client chose. A count expires {@link #TIME_TO_LIVE} after its
 * last attempt, or earlier if there are more than {@value #MAXIMUM_KEYS} keys. Any thread.
 */
final class AttemptCounter {

  private static final int MAXIMUM_KEYS = 10_000;
  private static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

  private final Cache<String, Integer> counts =
      Caffeine.newBuilder().maximumSize(MAXIMUM_KEYS).expireAfterWrite(TIME_TO_LIVE).build();

  /** Counts an attempt. Returns the new count: 1 for the first attempt. */
  int increment(String key) {
    return counts.asMap().merge(key, 1, Integer::sum);
  }
}
