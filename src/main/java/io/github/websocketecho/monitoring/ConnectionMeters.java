package io.github.websocketecho.monitoring;

import io.github.websocketecho.endpoint.RejectedHandshake;
import io.github.websocketecho.engine.EndedConnection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Meters that are updated at each event. Any thread. */
@Component
final class ConnectionMeters {

  private final MeterProvider<Counter> refused;
  private final MeterProvider<Counter> closed;
  private final Timer latency;

  ConnectionMeters(MeterRegistry registry) {
    refused =
        Counter.builder("websocket.connections.refused")
            .description(
                "Opening handshakes with another response than 101, by status: 400, 403, 409, 426,"
                    + " 429, 500 or 503, and 4xx for any other")
            .withRegistry(registry);
    closed =
        Counter.builder("websocket.connections.closed")
            .description(
                "Connections that have ended, by the code of the first close frame (1005 if it"
                    + " had none, 1006 without a close frame; 3000-3999 or 4000-4999 if the code"
                    + " is not registered), by the initiator (client or server), and by whether"
                    + " both sides sent a close frame")
            .withRegistry(registry);
    latency =
        Timer.builder("websocket.echo.latency")
            .description(
                "From when a loop starts to process a read until the socket has accepted the"
                    + " echoes; one of 16 reads is timed")
            .serviceLevelObjectives(
                Duration.ofNanos(100_000),
                Duration.ofNanos(500_000),
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(25),
                Duration.ofMillis(100),
                Duration.ofSeconds(1))
            .register(registry);
  }

  void refused(RejectedHandshake handshake) {
    refused.withTag("status", CodeLabel.ofStatus(handshake.status())).increment();
  }

  void closed(EndedConnection connection) {
    closed
        .withTags(
            Tags.of(
                "code",
                CodeLabel.of(connection.code()),
                "initiator",
                connection.initiator().name().toLowerCase(Locale.ROOT),
                "clean",
                Boolean.toString(connection.clean())))
        .increment();
  }

  void answered(long nanos) {
    latency.record(nanos, TimeUnit.NANOSECONDS);
  }
}
