package io.github.websocketecho.monitoring;

import io.github.websocketecho.replica.SharedState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Reports whether the replicas can share their state. If not, the server is not down, because most
 * of it goes on, and because a restart would not help. So Spring Boot ignores the status when it
 * combines it with others. The check does not wait.
 */
final class ReplicasHealthIndicator implements HealthIndicator {

  /** Neither up nor down. */
  static final Status DEGRADED =
      new Status("DEGRADED", "Redis does not answer: nothing new is shared.");

  private final SharedState replicas;

  ReplicasHealthIndicator(SharedState replicas) {
    this.replicas = replicas;
  }

  @Override
  public Health health() {
    return (replicas.isAvailable() ? Health.up() : Health.status(DEGRADED)).build();
  }
}
