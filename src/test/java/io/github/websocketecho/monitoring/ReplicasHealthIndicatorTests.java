package io.github.websocketecho.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.replica.SharedHub;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class ReplicasHealthIndicatorTests {

  private final SharedHub hub = new SharedHub();
  private final ReplicasHealthIndicator indicator = new ReplicasHealthIndicator(hub.replica("a"));

  @Test
  void serverIsDegradedWhileThereIsNoAnswer() {
    assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    hub.available(false);
    assertThat(indicator.health().getStatus()).isEqualTo(ReplicasHealthIndicator.DEGRADED);
    assertThat(ReplicasHealthIndicator.DEGRADED.getCode()).isEqualTo("DEGRADED");
    hub.available(true);
    assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
  }

  /** It must not wait. */
  @Test
  void healthDoesNotUseTheSharedState() {
    hub.beforeUse(
        () -> {
          throw new AssertionError();
        });
    assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
  }
}
