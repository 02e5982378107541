package io.github.websocketecho.reliability;

import io.github.websocketecho.WebSocketEchoApplicationStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** The application as it starts by itself, with addresses that take all memory. */
final class ExhaustingApplication {

  /** A message to this address takes it on the event loop. */
  static final String ON_A_LOOP = "/exhaust/loop";

  /** A request of this address takes it on the thread of the request. */
  static final String ON_AN_HTTP_THREAD = "/exhaust/request";

  /** A request of this address takes it on a thread that nobody waits for. */
  static final String ON_ANOTHER_THREAD = "/exhaust/thread";

  private static final int PIECE = 1 << 20;

  private ExhaustingApplication() {}

  public static void main(String[] arguments) {
    WebSocketEchoApplicationStart.with(Exhausting.class, arguments);
  }

  /** Without annotation, because the application would find it in every other test. */
  static final class Exhausting {

    private Exhausting() {}

    @Bean
    static HandlerMapping exhaustingHandlers(HandshakeHandler handshake) {
      HttpRequestHandler onItsThread = (_, _) -> takeAll();
      HttpRequestHandler onAnother =
          (_, _) -> Thread.ofPlatform().name("exhausting").start(ExhaustingApplication::takeAll);
      var mapping = new WebSocketHandlerMapping();
      mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
      mapping.setUrlMap(
          Map.of(
              ON_A_LOOP,
              new WebSocketHttpRequestHandler(new OnALoop(), handshake),
              ON_AN_HTTP_THREAD,
              onItsThread,
              ON_ANOTHER_THREAD,
              onAnother));
      return mapping;
    }
  }

  private static final class OnALoop extends TextWebSocketHandler {
    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
      takeAll();
    }
  }

  private static void takeAll() {
    List<byte[]> taken = new ArrayList<>();
    while (taken.size() < Integer.MAX_VALUE) {
      taken.add(new byte[PIECE]);
    }
  }
}
