package io.github.websocketecho.scenario;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.scenario.Conduct.Message;
import io.github.websocketecho.transcript.TranscriptClient;
import java.net.CookieManager;
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
import okhttp3.ConnectionPool;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
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
 * Runs two common clients through the catalogue, and compares their reports and verdicts with it.
 * Each test lists the known differences.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.limits.closing=1s")
class ClientsIntegrationTests {

  private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final int NO_STATUS = 1005;
  private static final int ABNORMAL = 1006;
  private static final int NORMAL = 1000;

  @LocalServerPort private int port;
  @Autowired private ScenarioCatalogue catalogue;

  /** The report of a client: code and reason as in a CloseEvent, without wasClean. */
  private static String report(@Nullable Integer code, @Nullable String reason) {
    return (code + " " + reason).strip();
  }

  private static String report(Expected expected) {
    return report(expected.code(), expected.reason());
  }

  @Test
  void jdkClientDiffersOnlyInKnownScenarios() throws Exception {
    Map<String, String> known =
        Map.of(
            // Accepts these codes, and answers with them.
            "illegal/close-5000", "5000, passed: false",
            "illegal/close-65535", "65535, passed: false",
            // Accepts no value but Upgrade.
            "legal/connection-list", "1006, passed: false",
            "legal/connection-two-lines", "1006, passed: false");
    Map<String, String> differences = differences(this::visitWithTheJdk);
    // Sometimes misses an end of TCP that is received together with the opening handshake.
    for (String id : List.of("cut", "drop")) {
      differences.remove(id, "nothing, passed: false");
    }
    assertThat(differences).containsExactlyInAnyOrderEntriesOf(known);
  }

  @Test
  void okHttpDiffersOnlyInKnownScenarios() throws Exception {
    Map<String, String> known =
        Map.ofEntries(
            // Treats a close frame within a message as a failure, answers it, and ends TCP at once.
            // Another thread writes the answer, which is therefore sent in time or not at all.
            entry("close/mid-message", "1006, passed: false"),
            // Opens the connection.
            entry("handshake/unoffered-subprotocol", "1006, passed: false"),
            entry("handshake/two-subprotocols", "1006, passed: false"),
            // Opens the connection, and closes it at once, which counts as failing it.
            entry(
                "handshake/unoffered-extension",
                "1010 unexpected Sec-WebSocket-Extensions in response header, passed: true"),
            entry("illegal/close-reason-not-utf-8", "1000 \uFFFD(, passed: false"),
            // Delivers these messages.
            entry("illegal/length-not-minimal", "1006, passed: false"),
            entry("illegal/text-not-utf-8", "1006, passed: false"),
            entry("illegal/text-not-utf-8-in-fragments", "1006, passed: false"),
            // Accepts no value but Upgrade.
            entry("legal/connection-list", "1006, passed: false"));
    Map<String, String> differences = differences(this::visitWithOkHttp);
    differences.replace("close/mid-message", "1006, passed: true", "1006, passed: false");
    assertThat(differences).containsExactlyInAnyOrderEntriesOf(known);
  }

  // ---- The run

  private interface Client {
    /** Makes a visit. Completes with the report of the client at the end of the connection. */
    CompletableFuture<String> visit(Visit visit, String address);
  }

  /** The reports and verdicts that differ from the catalogue, by the ids of their scenarios. */
  private Map<String, String> differences(Client client) throws Exception {
    Map<String, Future<String>> results = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Scenario scenario : catalogue.scenarios()) {
        results.put(scenario.id(), threads.submit(() -> result(Visit.to(scenario), client)));
      }
    }
    Map<String, String> differences = new LinkedHashMap<>();
    for (var entry : results.entrySet()) {
      var visit = Visit.to(Visit.scenario(catalogue, entry.getKey()));
      String expected = report(visit.expected()) + ", passed: true";
      String actual = entry.getValue().get();
      if (!actual.equals(expected)) {
        differences.put(entry.getKey(), actual);
      }
    }
    return differences;
  }

  private String result(Visit visit, Client client) throws Exception {
    if (visit.needsACookie()) {
      String address = "ws://localhost:" + port + visit.scenario().example();
      var _ = client.visit(visit, address).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
    String report;
    try {
      report =
          client
              .visit(visit, "ws://localhost:" + port + visit.target(CLIENT_TIMEOUT))
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

  private final HttpClient jdk = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  private CompletableFuture<String> visitWithTheJdk(Visit visit, String address) {
    var listener = new JdkListener(visit);
    WebSocket.Builder builder = jdk.newWebSocketBuilder();
    List<String> offers = visit.scenario().conduct().offers();
    if (!offers.isEmpty()) {
      builder.subprotocols(
          offers.getFirst(), offers.subList(1, offers.size()).toArray(String[]::new));
    }
    visit.headers().stream()
        .map(header -> header.split(": ", 2))
        .filter(header -> header[0].equals("Authorization"))
        .forEach(header -> builder.header(header[0], header[1]));
    var _ =
        builder
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

  /**
   * Keeps no connection for another visit. OkHttp would reuse one on which it has rejected a 101,
   * and get WebSocket frames as the response to its next request.
   */
  private final OkHttpClient okHttp =
      new OkHttpClient.Builder()
          .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
          .cookieJar(new LastCookies())
          .build();

  /** Keeps the cookies of the last response that has some. */
  private static final class LastCookies implements CookieJar {

    private volatile List<Cookie> cookies = List.of();

    @Override
    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
      this.cookies = cookies;
    }

    @Override
    public List<Cookie> loadForRequest(HttpUrl url) {
      return cookies.stream().filter(cookie -> cookie.matches(url)).toList();
    }
  }

  private CompletableFuture<String> visitWithOkHttp(Visit visit, String address) {
    var listener = new OkHttpListener(visit);
    var request = new Request.Builder().url(address);
    for (String header : visit.headers()) {
      String[] nameAndValue = header.split(": ", 2);
      request.addHeader(nameAndValue[0], nameAndValue[1]);
    }
    okHttp.newWebSocket(request.build(), listener);
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

    /** OkHttp does not answer a close frame by itself. */
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
