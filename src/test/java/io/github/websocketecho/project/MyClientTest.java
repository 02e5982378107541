package io.github.websocketecho.project;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MyClientTest {

  @ParameterizedTest
  @ValueSource(strings = {"/close/4001?reason=bye", "/cut?at=header", "/illegal/rsv2?within=2s"})
  void endsAsTheRfcAsks(String scenario) throws Exception {
    String server = System.getProperty("echo.server", "localhost:8080");
    String id = UUID.randomUUID().toString();
    try (HttpClient http = HttpClient.newHttpClient()) {
      // The client under test is the JDK's here: put yours in its place.
      http.newWebSocketBuilder()
          .buildAsync(
              URI.create("ws://" + server + scenario + "&connection=" + id),
              new WebSocket.Listener() {})
          .get(5, TimeUnit.SECONDS);

      URI address = URI.create("http://" + server + "/connections/" + id + "?wait=10s");
      String transcript =
          http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
      assertTrue(transcript.contains("\"passed\":true"), transcript);
    }
  }
}
