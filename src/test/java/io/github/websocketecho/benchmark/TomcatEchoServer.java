package io.github.websocketecho.benchmark;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * A peer: an echo on Spring's own way to Tomcat's WebSocket. Not a {@code @Configuration}, which
 * the application would find when it runs on the class path of the tests.
 */
@EnableAutoConfiguration
@EnableWebSocket
class TomcatEchoServer implements WebSocketConfigurer {

  static void main(String[] arguments) {
    SpringApplication.run(TomcatEchoServer.class, arguments);
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(new Echo(), "/**").setAllowedOriginPatterns("*");
  }

  private static final class Echo extends AbstractWebSocketHandler {

    @Override
    public boolean supportsPartialMessages() {
      return true;
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message)
        throws Exception {
      session.sendMessage(message);
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message)
        throws Exception {
      session.sendMessage(message);
    }
  }
}
