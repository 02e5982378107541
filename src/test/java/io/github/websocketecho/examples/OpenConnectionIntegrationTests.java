package io.github.websocketecho.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.websocketecho.testing.Transcript;
import io.github.websocketecho.testing.Visit;
import io.github.websocketecho.testing.WebSocketEcho;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenConnectionIntegrationTests {

  @RegisterExtension static final WebSocketEcho echo = WebSocketEcho.start();

  @Test
  void answersPingsAndACloseFrame() {
    Visit visit = echo.visit("/ping?interval=100ms&count=100");
    // The client under test is the JDK's here: put yours in its place.
    HttpClient client = HttpClient.newHttpClient();
    client.newWebSocketBuilder().buildAsync(visit.uri(), new WebSocket.Listener() {}).join();
    try (Stream<Transcript> events = visit.events()) {
      assertTrue(events.anyMatch(seen -> seen.received().pongs() >= 2));
    }
    visit.send("hello");
    visit.close(1012, "restart");
    Transcript seen = visit.transcript();
    assertTrue(seen.closing().clean() && seen.sent().messages() == 1, seen::toString);
  }
}
