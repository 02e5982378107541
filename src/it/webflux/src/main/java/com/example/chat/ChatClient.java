package com.example.chat;

import java.net.URI;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The client of the chat elsewhere. */
@Component
class ChatClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final WebSocketClient client = new ReactorNettyWebSocketClient();
  private final URI upstream;

  ChatClient(@Value("${chat.upstream}") URI upstream) {
    this.upstream = upstream;
  }

  /** Says something to the server of the setting {@code chat.upstream}, and returns its answer. */
  Mono<String> ask(String question) {
    return ask(upstream, question);
  }

  /** Says something to another server, and returns its answer. */
  Mono<String> ask(URI address, String question) {
    Sinks.One<String> answer = Sinks.one();
    return client
        .execute(
            address,
            session ->
                session
                    .send(Mono.just(session.textMessage(question)))
                    .then(session.receive().next().map(WebSocketMessage::getPayloadAsText))
                    .doOnNext(answer::tryEmitValue)
                    .then(session.close()))
        .then(answer.asMono())
        .timeout(PATIENCE);
  }

  /** Listens until the server ends the connection, and returns how it ended. */
  Mono<CloseStatus> listen(URI address) {
    Sinks.One<CloseStatus> end = Sinks.one();
    return client
        .execute(
            address,
            session ->
                session.receive().then(session.closeStatus()).doOnNext(end::tryEmitValue).then())
        .then(end.asMono())
        .timeout(PATIENCE);
  }
}
