package com.example.chat;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;

/** A chat: it has a WebSocket endpoint, and is the client of a chat elsewhere. */
@SpringBootApplication
public class ChatApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(ChatApplication.class, arguments);
  }

  /** Answers each message at {@code /chat}. */
  @Bean
  HandlerMapping endpoints() {
    WebSocketHandler chat =
        session ->
            session.send(
                session
                    .receive()
                    .map(
                        message -> session.textMessage("You said: " + message.getPayloadAsText())));
    return new SimpleUrlHandlerMapping(Map.of("/chat", chat), -1);
  }
}
