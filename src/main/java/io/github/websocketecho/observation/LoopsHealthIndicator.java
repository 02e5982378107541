package io.github.websocketecho.observation;

import io.github.websocketecho.engine.EventLoops;
import io.github.websocketecho.engine.LoopStatistics;
import java.time.Duration;
import java.util.Comparator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down when an event loop has not come round for so long that it will hardly do so again: a handler
 * blocks it, or its thread has died. Its connections are lost, so that only a restart helps.
 * Nothing is asked of the loop, and nobody waits for it.
 */
final class LoopsHealthIndicator implements HealthIndicator {

  /** How long a loop may take for one round. */
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
    // Before the start and after the end there is none to come round.
    boolean up = !loops.isRunning() || longest.compareTo(bound) <= 0;
    return (up ? Health.up() : Health.down())
        .withDetail("sinceHeartbeat", longest.toString())
        .build();
  }
}
