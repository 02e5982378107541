package io.github.websocketecho.scenario;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Counts attempts by the key that a client chose. A count is forgotten {@link #KEPT} after the last
 * attempt, or earlier where there are more than {@value #MAXIMUM_KEYS} keys. Any thread.
 */
final class Attempts {

  private static final int MAXIMUM_KEYS = 10_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Cache<String, Integer> counts =
      Caffeine.newBuilder().maximumSize(MAXIMUM_KEYS).expireAfterWrite(KEPT).build();

  /** Counts one more attempt; returns 1 for the first. */
  int next(String key) {
    return counts.asMap().merge(key, 1, Integer::sum);
  }
}
