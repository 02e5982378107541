package com.example.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.websocketecho.testing.WebSocketEcho;
import io.github.websocketecho.testing.WebSocketEcho.CaseResult;
import io.github.websocketecho.testing.WebSocketEcho.Conformance;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** The conformance suite, without Spring Boot. */
class ConformanceTest {

  private static final String AGENT = "StandardWebSocketClient";

  /** Text messages of 0 to 65536 bytes, pings and pongs. */
  @RegisterExtension
  static final WebSocketEcho echo =
      WebSocketEcho.builder().set("websocket-echo.conformance.cases", "1.1.*,2.*").start();

  @Test
  void clientFailsOnlyWithMessagesThatAreTooLargeForIt() throws Exception {
    int cases = Integer.parseInt(run("/getCaseCount"));
    for (int number = 1; number <= cases; number++) {
      run("/runCase?case=%d&agent=%s".formatted(number, AGENT));
    }
    run("/updateReports?agent=" + AGENT);

    Conformance report = echo.conformance(AGENT);
    assertEquals(19, report.cases().size());
    // Without a setting, it buffers up to 8 KiB.
    assertEquals(
        List.of("1.1.6", "1.1.7", "1.1.8"),
        report.failures().stream().map(CaseResult::id).toList(),
        report::toString);
  }

  /** Connects, sends each message back until the end, and returns the last one. */
  private static String run(String address) throws Exception {
    Echo connection = new Echo();
    new StandardWebSocketClient()
        .execute(connection, echo.uri(address).toString())
        .get(10, TimeUnit.SECONDS);
    connection.end.get(10, TimeUnit.SECONDS);
    return connection.last;
  }

  private static class Echo extends AbstractWebSocketHandler {

    private final CompletableFuture<CloseStatus> end = new CompletableFuture<>();
    private volatile String last;

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
        throws Exception {
      if (message instanceof TextMessage text) {
        last = text.getPayload();
        session.sendMessage(text);
      } else if (message instanceof BinaryMessage binary) {
        session.sendMessage(binary);
      }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
      end.complete(status);
    }
  }
}
