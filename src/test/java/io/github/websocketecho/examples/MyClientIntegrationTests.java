package io.github.websocketecho.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.websocketecho.testing.Visit;
import io.github.websocketecho.testing.WebSocketEcho;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MyClientIntegrationTests {

  @RegisterExtension static final WebSocketEcho echo = WebSocketEcho.start();

  @ParameterizedTest
  @ValueSource(strings = {"/close/4001?reason=bye", "/cut?at=header", "/illegal/rsv2"})
  void endsAsTheRfcAsks(String address) {
    Visit visit = echo.visit(address);
    // The client under test is the JDK's here: put yours in its place.
    HttpClient client = HttpClient.newHttpClient();
    client.newWebSocketBuilder().buildAsync(visit.uri(), new WebSocket.Listener() {}).join();
    assertTrue(visit.verdict().passed(), () -> visit.transcript().toString());
  }
}
