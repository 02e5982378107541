package io.github.websocketecho;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.ServerProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WebSocketEchoApplicationIntegrationTests {

  @TempDir private Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS) // It has no SIGTERM.
  void serverListensOnThePortOfTheEnvironmentAndEndsAtSigterm() throws Exception {
    int port = freePort();
    Map<String, String> environment = Map.of("PORT", String.valueOf(port));
    try (var server =
        ServerProcess.start(folder, environment, ServerProcess.QUICK_START, List.of())) {
      assertThat(server.port()).isEqualTo(port);
      try (var client = RawClient.open(port, "/")) {
        client.sendText("hello");
        assertThat(client.read()).hasToString("text \"hello\"");
        server.terminate();
        assertThat(server.waitForEnd()).isEqualTo(128 + 15);
      }
      assertThat(server.log()).contains("Graceful shutdown complete");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // It has no SIGTERM.
  void everyClientGetsACloseBeforeTheEnd() throws Exception {
    var arguments = List.of("--server.port=0");
    List<RawClient> clients = new ArrayList<>();
    try (var server = ServerProcess.start(folder, Map.of(), ServerProcess.QUICK_START, arguments)) {
      for (int i = 0; i < 100; i++) {
        clients.add(RawClient.open(server.port(), "/"));
      }
      long start = System.nanoTime();
      server.terminate();
      for (RawClient client : clients) {
        assertThat(client.read()).hasToString("close 1001 The server is shutting down.");
        client.sendClose(1001, "");
        client.readEnd();
      }
      assertThat(server.waitForEnd()).isEqualTo(128 + 15);
      // All clients have answered, so the server does not wait.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(server.log()).doesNotContain(" ERROR ", "Exception");
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void invalidSettingFailsTheStartNamingTheProperty() throws Exception {
    assertFailsWith(
        "--websocket-echo.allowed-origins=example.com",
        "The setting websocket-echo.allowed-origins cannot be example.com:"
            + " it must be *, null or an origin such as https://example.com");
    assertFailsWith(
        "--websocket-echo.api.allowed-origins=https://example.com/",
        "The setting websocket-echo.api.allowed-origins cannot be https://example.com/:"
            + " it must be *, null or an origin such as https://example.com");
    assertFailsWith("--websocket-echo.colour=blue", "Property: websocket-echo.colour");
  }

  @Test
  void settingIsReadFromTheEnvironment() throws Exception {
    var environment = Map.of("WEBSOCKET_ECHO_ALLOWED_ORIGINS", "https://one.test,https://two.test");
    var arguments = List.of("--server.port=0");
    try (var server =
        ServerProcess.start(folder, environment, ServerProcess.QUICK_START, arguments)) {
      assertThat(statusFor(server, "https://two.test")).isEqualTo(101);
      assertThat(statusFor(server, "https://three.test")).isEqualTo(403);
    }
  }

  @Test
  void logOfTheStartEndsWithTheAddressToOpen() throws Exception {
    var arguments =
        List.of(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--server.servlet.context-path=/tools/echo",
            "--management.server.port=0",
            "--websocket-echo.tls.port=0");
    try (var server = ServerProcess.start(folder, Map.of(), ServerProcess.QUICK_START, arguments)) {
      var open = server.await(Pattern.compile("Open (http://127.0.0.1:\\d+/tools/echo/)\\R"));
      try (var client = HttpClient.newHttpClient()) {
        var request = HttpRequest.newBuilder(URI.create(open.group(1))).build();
        var page = client.send(request, HttpResponse.BodyHandlers.discarding());
        assertThat(page.statusCode()).isEqualTo(200);
      }
      // Not even the first request adds a line.
      assertThat(server.log()).endsWith(open.group()).containsOnlyOnce("Open ");
    }
  }

  private static int statusFor(ServerProcess server, String origin) throws Exception {
    try (var client = RawClient.connect(server.port())) {
      return client.handshake("/", "Origin: " + origin).status();
    }
  }

  private void assertFailsWith(String argument, String... messages) throws Exception {
    try (var server =
        ServerProcess.start(folder, Map.of(), ServerProcess.QUICK_START, List.of(argument))) {
      assertThat(server.waitForEnd()).isEqualTo(1);
      assertThat(server.log()).contains("APPLICATION FAILED TO START").contains(messages);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
