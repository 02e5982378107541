package io.github.websocketecho.scenario;

import static java.util.Objects.requireNonNull;

import io.github.websocketecho.engine.ConnectionObserver;
import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.engine.Engine;
import io.github.websocketecho.engine.SocketUpgrade;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.support.RawClient;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.util.UriComponentsBuilder;

/** Serves each scenario also at /observed/ID, to one client at a time, and records its events. */
@TestConfiguration(proxyBeanMethods = false)
class ObservedScenarios {

  @Bean
  static Observer observer() {
    return new Observer();
  }

  @Bean
  static HandlerMapping observedScenariosMapping(
      ScenarioCatalogue catalogue, Engine engine, SocketUpgrade socket, Observer observer) {
    Map<String, Object> handlers = new LinkedHashMap<>();
    for (Scenario scenario : catalogue.scenarios()) {
      var handler = new OneConnection(scenario);
      ConnectionOptions options = options(scenario, observer);
      HandshakeHandler handshake =
          (request, response, _, attributes) -> {
            var answer = response.getHeaders();
            socket.upgrade(
                request,
                response,
                requireNonNull(
                    engine.accept(request, answer, null, null, handler, attributes, options)));
            return true;
          };
      handlers.put(
          "/observed/" + scenario.id(), new WebSocketHttpRequestHandler(handler, handshake));
    }
    var mapping = new WebSocketHandlerMapping();
    mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
    mapping.setUrlMap(handlers);
    return mapping;
  }

  private static ConnectionOptions options(Scenario scenario, Observer observer) {
    ConnectionOptions options = ConnectionOptions.NONE.withObserver(observer);
    return scenario.handlerAnswers() ? options.withHandlerAnswering() : options;
  }

  private static final class OneConnection extends AbstractWebSocketHandler {

    private final Scenario scenario;
    private @Nullable WebSocketHandler handler;

    private OneConnection(Scenario scenario) {
      this.scenario = scenario;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws Exception {
      var query = UriComponentsBuilder.fromUri(requireNonNull(session.getUri())).build();
      handler = scenario.handler().apply(new AddressParameters(Map.of(), query.getQueryParams()));
      handler.afterConnectionEstablished(session);
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message)
        throws Exception {
      requireNonNull(handler).handleMessage(session, message);
    }

    @Override
    public boolean supportsPartialMessages() {
      return true;
    }
  }

  /** Records the events of a connection as texts. */
  static final class Observer implements ConnectionObserver {

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    /** Waits for the next event. Returns "nothing" if there is none in time. */
    String next() throws InterruptedException {
      String next = events.poll(RawClient.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return next == null ? "nothing" : next;
    }

    @Override
    public void opened(OpeningResponse response, boolean answered, Control control) {
      events.add("opened");
    }

    @Override
    public void answered(OpeningResponse response) {
      events.add("answered " + response.status());
    }

    @Override
    public void receivedHttp(int bytes, boolean request) {
      events.add("received " + bytes + " bytes of HTTP");
    }

    @Override
    public void received(boolean fin, int rsv, Opcode opcode, long length, ByteBuffer beginning) {
      events.add("received " + opcode);
    }

    @Override
    public void receivedAfterClose(ByteBuffer bytes) {
      events.add("received after close");
    }

    @Override
    public void sent(boolean fin, int rsv, Opcode opcode, ByteBuffer payload) {
      events.add("sent " + opcode);
    }

    @Override
    public void sentRaw(ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      events.add("sent raw " + HexFormat.of().formatHex(copy));
    }

    @Override
    public void closing(Cause cause, String detail) {
      events.add("closing " + cause);
    }

    @Override
    public void ended(TcpEnd end) {
      events.add("ended " + end);
    }
  }
}
