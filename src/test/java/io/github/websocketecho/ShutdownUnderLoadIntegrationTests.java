package io.github.websocketecho;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.ServerProcess;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM with many open connections and unread input. */
@DisabledOnOs(OS.WINDOWS) // It has no signals.
class ShutdownUnderLoadIntegrationTests {

  private static final int CLIENTS = 1000;
  private static final int MESSAGES = 40;
  private static final byte[] MESSAGE =
      "m".repeat(1000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  @TempDir private Path folder;

  @Test
  void everyClientGetsItsEchoesAndACloseBeforeTheEnd() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    int port;
    try (var server =
        start(
            "--server.port=0",
            "--websocket-echo.limits.connections-per-address=0",
            "--websocket-echo.limits.connection-rate=0")) {
      port = server.port();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(RawClient.open(port, "/"));
      }
      byte[] burst = burst();
      signal(server, "STOP"); // The server cannot read the messages before it receives SIGTERM.
      for (RawClient client : clients) {
        client.send(burst);
      }
      long start = System.nanoTime();
      server.terminate();
      signal(server, "CONT");
      for (RawClient client : clients) {
        for (int i = 0; i < MESSAGES; i++) {
          assertThat(client.read().payload()).isEqualTo(MESSAGE);
        }
        assertThat(client.read()).hasToString("close 1001 The server is shutting down.");
        client.sendClose(1001, "");
        client.readEnd();
      }
      assertThat(server.waitForEnd()).isEqualTo(128 + 15);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(server.log()).doesNotContain(" ERROR ", "Exception");
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    assertRestartsAndIsNotReadyDuringShutdown(port);
  }

  @Test
  void serverEndsInTimeWhateverItsClientsDo() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try (var server = start("--server.port=0", "--websocket-echo.limits.closing=2s")) {
      int port = server.port();
      clients.add(RawClient.open(port, "/?connection=x")); // Never answers its close.
      String head = " HTTP/1.1\r\nHost: x\r\n";
      String body = "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\n"; // Never sent.
      for (String begun :
          List.of(
              "GET / HTTP/1.1\r\nHos",
              "GET /connections/x/events" + head + "\r\n",
              "POST /connections/x/messages" + head + body)) {
        var client = RawClient.connect(port);
        client.send(begun.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        clients.add(client);
      }
      var hanging = RawClient.connect(port);
      hanging.sendHandshake("/hang");
      clients.add(hanging);
      assertThat(clients.get(2).readHead().getFirst()).contains("200");
      long start = System.nanoTime();
      server.terminate();
      assertThat(server.waitForEnd()).isEqualTo(128 + 15);
      // Two seconds for closing, one for plain requests, and one more for a busy machine.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  private void assertRestartsAndIsNotReadyDuringShutdown(int port) throws Exception {
    try (var server =
        start(
            "--server.port=" + port,
            "--logging.structured.format.console=ecs",
            "--logging.level.io.github.websocketecho.monitoring=DEBUG")) {
      assertThat(server.port()).isEqualTo(port);
      try (var client = RawClient.open(port, "/?token=secret");
          var slow = RawClient.open(port, "/slow?delay=1s")) {
        client.sendText("again");
        assertThat(client.read()).hasToString("text \"again\"");
        slow.sendText("later");
        slow.sendHex("89 80 00000000"); // The pong proves that the message has been received.
        assertThat(slow.read()).hasToString("pong ");
        server.terminate();
        assertThat(client.read().closeCode()).isEqualTo(1001);
        // The server waits for the client's close frame, and reports that it is not ready.
        var http = new TranscriptClient(port);
        assertThat(http.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(http.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        client.sendClose(1001, "");
        client.readEnd();
        assertThat(slow.read()).hasToString("text \"later\"");
        assertThat(slow.read().closeCode()).isEqualTo(1001);
        slow.sendClose(1001, "");
        slow.readEnd();
      }
      assertThat(server.waitForEnd()).isEqualTo(128 + 15);
      String line =
          server.log().lines().filter(each -> each.contains("Connection ended")).findFirst().get();
      assertThat(TranscriptClient.parse(line).at("/websocket/code").intValue()).isEqualTo(1001);
      assertThat(TranscriptClient.parse(line).at("/websocket/initiator").asString())
          .isEqualTo("server");
      assertThat(server.log()).doesNotContain("secret", "again");
    }
  }

  private ServerProcess start(String... arguments) throws Exception {
    return ServerProcess.start(folder, Map.of(), ServerProcess.QUICK_START, List.of(arguments));
  }

  private static byte[] burst() {
    var burst = new ByteArrayOutputStream();
    for (int i = 0; i < MESSAGES; i++) {
      burst.writeBytes(RawClient.frame(true, 0, RawClient.TEXT, MESSAGE));
    }
    return burst.toByteArray();
  }

  private static void signal(ServerProcess server, String name) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).inheritIO().start();
    assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }
}
