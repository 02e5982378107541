package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.TestServer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** A handler is notified that TCP broke, as Spring's contract says. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import({TestServer.class, TransportErrorIntegrationTests.Handlers.class})
class TransportErrorIntegrationTests {

  @Autowired private TestServer server;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void transportErrorIsReportedBeforeTheCloseIfTcpBreaks(boolean reset) throws Exception {
    try (var client = server.open("/test/ends")) {
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
      if (reset) {
        client.resetOnClose();
      }
    }
    if (reset) {
      assertThat(Ends.reports.poll(10, TimeUnit.SECONDS)).isEqualTo("transport error");
    }
    assertThat(Ends.reports.poll(10, TimeUnit.SECONDS)).isEqualTo("closed 1006");
    assertThat(Ends.reports).isEmpty();
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Handlers {

    @Bean
    static HandlerMapping handlersOfTheTest(HandshakeHandler handshake) {
      var mapping = new WebSocketHandlerMapping();
      mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
      mapping.setUrlMap(
          Map.of("/test/ends", new WebSocketHttpRequestHandler(new Ends(), handshake)));
      return mapping;
    }
  }

  private static final class Ends extends TextWebSocketHandler {
    private static final BlockingQueue<String> reports = new LinkedBlockingQueue<>();

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message)
        throws Exception {
      session.sendMessage(message);
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable failure) {
      reports.add("transport error" + (session.isOpen() ? ", still open" : ""));
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
      reports.add("closed " + status.getCode());
    }
  }
}
