package io.github.websocketecho.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.EventLoops;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"websocket-echo.loops=2", "spring.main.allow-bean-definition-overriding=true"})
@Import(HealthIntegrationTests.Blocking.class)
class HealthIntegrationTests {

  private static final String LIVENESS = "/actuator/health/liveness";
  private static final String READINESS = "/actuator/health/readiness";

  /** Longer than the round of an idle loop, which completes two per second. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  @LocalServerPort private int port;
  @Autowired private EventLoops loops;
  @Autowired private HealthIndicator loopsHealthIndicator;

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health", LIVENESS, READINESS})
  void healthIsUp(String address) throws Exception {
    var response = new TranscriptClient(port).get(address);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"status\":\"UP\"").doesNotContain("diskSpace");
  }

  @Test
  void blockedLoopFailsLivenessButNotReadiness() throws Exception {
    var http = new TranscriptClient(port);
    try (var client = RawClient.open(port, "/test/blocking")) {
      client.sendText("block");
      assertThat(Blocking.entered.await(10, TimeUnit.SECONDS)).isTrue();
      long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
      while (http.get(LIVENESS).statusCode() == 200) {
        assertThat(System.nanoTime()).isLessThan(deadline);
      }
      assertThat(http.get(LIVENESS).statusCode()).isEqualTo(503);
      assertThat(http.get(LIVENESS).body()).contains("\"status\":\"DOWN\"");
      assertThat(http.get(READINESS).statusCode()).isEqualTo(200);
      // The other loop still runs.
      assertThat(
              loops.statistics().stream()
                  .filter(loop -> loop.sinceHeartbeat().compareTo(BOUND) > 0))
          .hasSize(1);
      assertThat(
              loops.statistics().stream()
                  .filter(loop -> loop.lag().compareTo(Duration.ofSeconds(1)) > 0))
          .hasSize(1);
      Blocking.released.countDown();
      assertThat(client.read()).hasToString("text \"done\"");
      while (http.get(LIVENESS).statusCode() != 200) {
        assertThat(System.nanoTime()).isLessThan(deadline);
      }
    } finally {
      Blocking.released.countDown();
    }
  }

  @Test
  void defaultBoundIsTenSeconds() {
    assertThat(LoopsHealthIndicator.BOUND).isEqualTo(Duration.ofSeconds(10));
    assertThat(loopsHealthIndicator).isInstanceOf(LoopsHealthIndicator.class);
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Blocking {

    static final CountDownLatch entered = new CountDownLatch(1);
    static final CountDownLatch released = new CountDownLatch(1);

    @Bean
    static HealthIndicator loopsHealthIndicator(EventLoops loops) {
      return new LoopsHealthIndicator(loops, BOUND);
    }

    @Bean
    static HandlerMapping handlersOfTheTest(HandshakeHandler handshake) {
      var mapping = new WebSocketHandlerMapping();
      mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
      mapping.setUrlMap(
          Map.of("/test/blocking", new WebSocketHttpRequestHandler(new Handler(), handshake)));
      return mapping;
    }

    private static final class Handler extends TextWebSocketHandler {
      @Override
      protected void handleTextMessage(WebSocketSession session, TextMessage message)
          throws Exception {
        entered.countDown();
        if (released.await(20, TimeUnit.SECONDS)) {
          session.sendMessage(new TextMessage("done"));
        }
      }
    }
  }
}
