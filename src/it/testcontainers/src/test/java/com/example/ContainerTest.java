package com.example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.websocketecho.testing.Visit;
import io.github.websocketecho.testing.WebSocketEcho;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@EnabledIf("com.example.LocalImage#exists")
@Testcontainers(disabledWithoutDocker = true)
class ContainerTest {

  // The example:
  @Container
  static final GenericContainer<?> container =
      new GenericContainer<>("websocket-echo")
          .withExposedPorts(8080)
          .waitingFor(Wait.forHttp("/actuator/health/readiness"));

  @Test
  void clientAnswersTheCloseFrame() {
    String address = "http://" + container.getHost() + ":" + container.getMappedPort(8080);
    Visit visit = WebSocketEcho.at(URI.create(address)).visit("/close/4001?reason=bye");
    // The client under test is the JDK's here: put yours in its place.
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(visit.uri(), new WebSocket.Listener() {})
        .join();
    assertTrue(visit.verdict().passed(), () -> visit.transcript().toString());
  }
  // End of the example
}
