package io.github.websocketecho.scenario;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.scenario.Conduct.Message;
import io.github.websocketecho.transcript.TranscriptClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * Two clients that many programs use, run through the catalogue: what they report, and what the
 * server finds of them. Where they do not what the catalogue says, a table does.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.limits.closing=1s")
class ClientsIntegrationTests {

  private static final Duration TO_END_THE_CONNECTION = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final int NO_STATUS = 1005;
  private static final int ABNORMAL = 1006;
  private static final int NORMAL = 1000;

  @LocalServerPort private int port;
  @Autowired private ScenarioCatalogue catalogue;

  /** What a client tells its user: the words of a CloseEvent, without a wasClean. */
  private static String report(@Nullable Integer code, @Nullable String reason) {
    return (code + " " + reason).strip();
  }

  private static String report(Expected expected) {
    return report(expected.code(), expected.reason());
  }

  /** Whatever is not in the table is as the catalogue says, and the client has passed. */
  @Test
  void theJdksClient() throws Exception {
    Map<String, String> known =
        Map.of(
            // Takes them as they are, and answers with the same.
            "illegal/close-5000", "5000, passed: false",
            "illegal/close-65535", "65535, passed: false");
    Map<String, String> differences = differences(this::visitWithTheJdk);
    // Misses the end of TCP now and then where it comes together with the opening handshake.
    for (String atOnce : List.of("cut", "drop")) {
      differences.remove(atOnce, "nothing, passed: false");
    }
    assertThat(differences).containsExactlyInAnyOrderEntriesOf(known);
  }

  @Test
  void okHttp() throws Exception {
    Map<String, String> known =
        Map.ofEntries(
            // Answers a close within a message, takes it for a failure, and ends TCP at once: the
            // answer, which a thread of its own writes, goes out first or not at all.
            entry("close/mid-message", "1006, passed: false"),
            // Opens all the same.
            entry("handshake/unoffered-subprotocol", "1006, passed: false"),
            entry("handshake/two-subprotocols", "1006, passed: false"),
            // Opens, and closes at once: as good as a failure.
            entry(
                "handshake/unoffered-extension",
                "1010 unexpected Sec-WebSocket-Extensions in response header, passed: true"),
            entry("illegal/close-reason-not-utf-8", "1000 \uFFFD(, passed: false"),
            // Delivers them.
            entry("illegal/length-not-minimal", "1006, passed: false"),
            entry("illegal/text-not-utf-8", "1006, passed: false"),
            entry("illegal/text-not-utf-8-in-fragments", "1006, passed: false"));
    Map<String, String> differences = differences(this::visitWithOkHttp);
    differences.replace("close/mid-message", "1006, passed: true", "1006, passed: false");
    assertThat(differences).containsExactlyInAnyOrderEntriesOf(known);
  }

  // ---- The walk

  private interface Client {
    /** Keeps the rules, as far as its user can see to that; what it reports at the end. */
    CompletableFuture<String> visit(Visit visit, String address);
  }

  /** By the id: what the client reported, and the verdict, where one is not as it should be. */
  private Map<String, String> differences(Client client) throws Exception {
    Map<String, Future<String>> found = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Scenario scenario : catalogue.scenarios()) {
        found.put(scenario.id(), threads.submit(() -> find(Visit.to(scenario), client)));
      }
    }
    Map<String, String> differences = new LinkedHashMap<>();
    for (var each : found.entrySet()) {
      var visit = Visit.to(Visit.scenario(catalogue, each.getKey()));
      String asItShouldBe = report(visit.expected()) + ", passed: true";
      String is = each.getValue().get();
      if (!is.equals(asItShouldBe)) {
        differences.put(each.getKey(), is);
      }
    }
    return differences;
  }

  private String find(Visit visit, Client client) throws Exception {
    String report;
    try {
      report =
          client
              .visit(visit, "ws://localhost:" + port + visit.target(TO_END_THE_CONNECTION))
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      report = "nothing";
    }
    JsonNode transcript =
        TranscriptClient.json(
            new TranscriptClient(port).get("/connections/" + visit.connection() + "?wait=3s"));
    return report + ", passed: " + transcript.at("/verdict/passed");
  }

  // ---- The JDK's client

  private final HttpClient jdk = HttpClient.newHttpClient();

  private CompletableFuture<String> visitWithTheJdk(Visit visit, String address) {
    var listener = new JdkListener(visit);
    var _ =
        jdk.newWebSocketBuilder()
            .buildAsync(URI.create(address), listener)
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    listener.report.complete(report(ABNORMAL, ""));
                  }
                });
    return listener.report;
  }

  private static final class JdkListener implements WebSocket.Listener {

    private final Visit visit;
    private final CompletableFuture<String> report = new CompletableFuture<>();

    private JdkListener(Visit visit) {
      this.visit = visit;
    }

    @Override
    public void onOpen(WebSocket socket) {
      socket.request(Long.MAX_VALUE);
      CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
      for (Message message : visit.sends()) {
        sent = sent.thenCompose(_ -> send(socket, message));
      }
    }

    private static CompletableFuture<?> send(WebSocket socket, Message message) {
      return switch (message.type()) {
        case TEXT -> socket.sendText(message.content(), true);
        case BINARY -> socket.sendBinary(ByteBuffer.allocate(1), true);
      };
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      if (visit.closesAfterTheEcho() && last) {
        var _ = socket.sendClose(visit.closes().code(), visit.closes().reason());
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      report.complete(report(code, reason));
      return null;
    }

    private static String report(int code, String reason) {
      return ClientsIntegrationTests.report(code, reason);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      report.complete(report(ABNORMAL, ""));
    }
  }

  // ---- OkHttp

  private final OkHttpClient okHttp = new OkHttpClient();

  private CompletableFuture<String> visitWithOkHttp(Visit visit, String address) {
    var listener = new OkHttpListener(visit);
    okHttp.newWebSocket(new Request.Builder().url(address).build(), listener);
    return listener.report;
  }

  private static final class OkHttpListener extends WebSocketListener {

    private final Visit visit;
    private final CompletableFuture<String> report = new CompletableFuture<>();

    private OkHttpListener(Visit visit) {
      this.visit = visit;
    }

    @Override
    public void onOpen(okhttp3.WebSocket socket, Response response) {
      for (Message message : visit.sends()) {
        switch (message.type()) {
          case TEXT -> socket.send(message.content());
          case BINARY -> socket.send(ByteString.of((byte) 0));
        }
      }
    }

    @Override
    public void onMessage(okhttp3.WebSocket socket, String text) {
      if (visit.closesAfterTheEcho()) {
        socket.close(visit.closes().code(), visit.closes().reason());
      }
    }

    /** OkHttp leaves it to its user to answer a close. */
    @Override
    public void onClosing(okhttp3.WebSocket socket, int code, String reason) {
      socket.close(code == NO_STATUS ? NORMAL : code, reason);
    }

    @Override
    public void onClosed(okhttp3.WebSocket socket, int code, String reason) {
      report.complete(report(code, reason));
    }

    private static String report(int code, String reason) {
      return ClientsIntegrationTests.report(code, reason);
    }

    @Override
    public void onFailure(
        okhttp3.WebSocket socket, Throwable failure, @Nullable Response response) {
      report.complete(report(ABNORMAL, ""));
    }
  }
}
