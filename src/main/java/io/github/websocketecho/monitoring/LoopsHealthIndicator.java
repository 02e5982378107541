package io.github.websocketecho.monitoring;

import io.github.websocketecho.engine.EventLoops;
import io.github.websocketecho.engine.LoopStatistics;
import java.time.Duration;
import java.util.Comparator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports that the server is down if an event loop has not completed a round in time, because a
 * handler blocks it or its thread has died. The loop's connections are lost, so only a restart
 * helps. The check neither calls a loop nor waits for one.
 */
final class LoopsHealthIndicator implements HealthIndicator {

  /** The longest time that a loop may take for one round. */
  static final Duration BOUND = Duration.ofSeconds(10);

  private final EventLoops loops;
  private final Duration bound;

  LoopsHealthIndicator(EventLoops loops, Duration bound) {
    this.loops = loops;
    this.bound = bound;
  }

  @Override
  public Health health() {
    Duration longest =
        loops.statistics().stream()
            .map(LoopStatistics::sinceHeartbeat)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    // Before the start and after the end, no loop runs.
    boolean up = !loops.isRunning() || longest.compareTo(bound) <= 0;
    return (up ? Health.up() : Health.down())
        .withDetail("sinceHeartbeat", longest.toString())
        .build();
  }
}
