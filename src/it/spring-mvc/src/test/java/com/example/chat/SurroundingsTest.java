package com.example.chat;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.websocketecho.testing.Visit;
import io.github.websocketecho.testing.WebSocketEcho;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server reads nothing of its surroundings, which pom.xml has filled with what would stop it. It
 * changes nothing in them, and leaves nothing behind.
 */
class SurroundingsTest {

  @ParameterizedTest
  @CsvSource({
    "websocket-echo.limits.connections, -5",
    "websocket-echo.limits.lifetime, -5s",
    "websocket-echo.limits.message-size, -5",
    "websocket-echo.limits.idle, -5s",
    "websocket-echo.transcripts.age, -5s",
    "websocket-echo.connections.age, 1m",
  })
  void settingOfTheSurroundingsStopsAServerThatReadsIt(String name, String value) {
    var builder = WebSocketEcho.builder().set(name, value);
    var failure = assertThrows(IllegalStateException.class, builder::start);
    assertTrue(failure.getMessage().contains(name), failure::toString);
  }

  @Test
  void serverReadsNothing() {
    assertEquals("-5", System.getenv("WEBSOCKET_ECHO_LIMITS_CONNECTIONS"));
    assertEquals("1m", System.getenv("WEBSOCKET_ECHO_CONNECTIONS_AGE"));
    assertEquals("-5s", System.getProperty("websocket-echo.limits.idle"));
    try (WebSocketEcho echo = WebSocketEcho.start()) {
      use(echo);
    }
  }

  @Test
  void serverChangesNothing() {
    Surroundings before = Surroundings.now();
    try (WebSocketEcho echo = WebSocketEcho.start()) {
      use(echo);
      assertEquals(before, Surroundings.now());
    }
    assertEquals(before, Surroundings.now());
  }

  @Test
  void serverPrintsNothing() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true));
    System.setErr(System.out);
    try (WebSocketEcho echo = WebSocketEcho.start()) {
      use(echo);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertEquals("", printed.toString());
  }

  @Test
  void nothingListensAfterTheEnd() {
    WebSocketEcho echo = WebSocketEcho.start();
    int port = echo.uri().getPort();
    assertDoesNotThrow(() -> new Socket("localhost", port).close());
    echo.close();
    assertThrows(ConnectException.class, () -> new Socket("localhost", port).close());
  }

  @Test
  void onlyTheThreadThatAwaitsTheProcessStays() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (WebSocketEcho echo = WebSocketEcho.start()) {
      use(echo);
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      // The JDK has a thread of this name for each process. It ends with the process, ten seconds
      // after the last server.
      if (!before.contains(thread) && !thread.getName().startsWith("process reaper")) {
        thread.join(5000);
        assertTrue(!thread.isAlive(), thread::toString);
      }
    }
  }

  /** Visits a scenario with a client that leaves nothing behind. */
  private static void use(WebSocketEcho echo) {
    Visit visit = echo.visit("/close/1001");
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.newWebSocketBuilder().buildAsync(visit.uri(), new WebSocket.Listener() {}).join();
      assertTrue(visit.verdict().passed(), () -> visit.transcript().toString());
    }
  }

  /** What a library in this JVM could change for all. */
  private record Surroundings(
      Map<Object, Object> properties,
      List<Handler> logHandlers,
      Level logLevel,
      Locale locale,
      TimeZone zone,
      ProxySelector proxies,
      List<Provider> providers,
      Thread.UncaughtExceptionHandler uncaught,
      List<PrintStream> output) {

    static Surroundings now() {
      Logger root = Logger.getLogger("");
      return new Surroundings(
          Map.copyOf(System.getProperties()),
          List.of(root.getHandlers()),
          root.getLevel(),
          Locale.getDefault(),
          TimeZone.getDefault(),
          ProxySelector.getDefault(),
          List.of(Security.getProviders()),
          Thread.getDefaultUncaughtExceptionHandler(),
          List.of(System.out, System.err));
    }
  }
}
