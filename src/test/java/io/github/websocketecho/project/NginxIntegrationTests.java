package io.github.websocketecho.project;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Browser;
import io.github.websocketecho.support.BrowserTest;
import io.github.websocketecho.support.Document;
import io.github.websocketecho.support.Nginx;
import io.github.websocketecho.support.NginxTest;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The server behind an nginx with the configuration of the documents. */
@NginxTest
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "server.forward-headers-strategy=framework")
class NginxIntegrationTests {

  @LocalServerPort private int serverPort;
  @TempDir private Path folder;

  private List<String> configurations = List.of();
  private int port;

  @BeforeEach
  void read() throws IOException {
    configurations = Document.page("deploy").blocks("nginx");
    assertThat(configurations).hasSize(2);
    port = Nginx.freePort();
  }

  private Nginx start() throws Exception {
    return start(configurations.getFirst());
  }

  private Nginx start(String configuration) throws Exception {
    assertThat(configuration).contains("listen 80;", "server 127.0.0.1:8080;");
    String sites =
        configuration
            .replace("listen 80;", "listen 127.0.0.1:" + port + ";")
            .replace("server 127.0.0.1:8080;", "server 127.0.0.1:" + serverPort + ";");
    return Nginx.start(folder, sites, port);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 125, 65_536, 1 << 20})
  void echoesThrough(int length) throws Exception {
    byte[] payload = new byte[length];
    new Random(1).nextBytes(payload);
    try (var _ = start();
        var client = RawClient.open(port, "/echo/")) {
      var sent =
          CompletableFuture.runAsync(
              () -> {
                try {
                  client.send(RawClient.frame(true, 0, RawClient.BINARY, payload));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      assertThat(client.readMessage(RawClient.BINARY)).isEqualTo(payload);
      sent.get(10, SECONDS);
    }
  }

  @Test
  void letsCodeAndReasonThroughBothWays() throws Exception {
    try (var _ = start()) {
      try (var client = RawClient.open(port, "/echo/any")) {
        client.sendClose(4001, "bye");
        assertThat(client.read()).hasToString("close 4001 bye");
        client.readEnd();
      }
      try (var client = RawClient.open(port, "/echo/close/4002?reason=server")) {
        assertThat(client.read()).hasToString("close 4002 server");
        client.sendClose(4002, "server");
        client.readEnd();
      }
    }
  }

  @Test
  void takesThePrefixOffAndPutsItBackWhereAnAddressIsTold() throws Exception {
    try (var _ = start()) {
      HttpResponse<String> problem = get("/echo/close/999?reason=x");
      assertThat(problem.statusCode()).isEqualTo(400);
      assertThat(problem.body()).contains("\"instance\":\"/echo/close/999\"");
      assertThat(problem.headers().firstValue("Content-Security-Policy")).isPresent();
      assertThat(get("/echo/assets/page.js").statusCode()).isEqualTo(200);
      assertThat(get("/echo/actuator/health").body()).contains("UP");
      HttpResponse<String> redirect = get("/echo");
      assertThat(redirect.statusCode()).isEqualTo(301);
      assertThat(redirect.headers().firstValue("Location")).contains("/echo/");
    }
  }

  @Test
  void refusesAnOpeningHandshakeThrough() throws Exception {
    try (var _ = start();
        var client = RawClient.connect(port)) {
      Response response = client.handshake("/echo/refuse/503?retryAfter=7s");
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.header("Retry-After")).isEqualTo("7");
    }
  }

  @Test
  void aPingKeepsAConnectionThatIsQuietOtherwiseAndSilenceEndsIt() throws Exception {
    String impatient =
        configurations.getFirst().replace("proxy_read_timeout 1h;", "proxy_read_timeout 1s;");
    assertThat(impatient).isNotEqualTo(configurations.getFirst());
    try (var _ = start(impatient);
        var client = RawClient.open(port, "/echo/")) {
      for (int i = 0; i < 5; i++) {
        client.readNothing(Duration.ofMillis(300));
        client.send(RawClient.frame(true, 0, RawClient.PING, new byte[] {(byte) i}));
        assertThat(client.read()).hasToString("pong 0" + i);
      }
      client.readEnd();
    }
  }

  @Test
  void aRestartOfNginxLeavesNothingBehind() throws Exception {
    try (var first = start();
        var client = RawClient.open(port, "/echo/?connection=restarted")) {
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
      first.stop();
      client.readEnd();
    }
    try (var _ = start()) {
      assertThat(get("/echo/connections/restarted?wait=10s").body())
          .contains("\"state\":\"ended\"", "\"initiator\":");
      try (var client = RawClient.open(port, "/echo/?connection=restarted")) {
        client.sendText("again");
        assertThat(client.read()).hasToString("text \"again\"");
      }
    }
  }

  @Test
  void putsAConnectionAndItsTranscriptTogether() throws Exception {
    int one = Nginx.freePort();
    int two = Nginx.freePort();
    String sites =
        configurations
                .getLast()
                .replace("10.0.0.1:8080", "127.0.0.1:" + one)
                .replace("10.0.0.2:8080", "127.0.0.1:" + two)
            + """
            server { listen 127.0.0.1:%d; location / { return 200 one; } }
            server { listen 127.0.0.1:%d; location / { return 200 two; } }
            server { listen 127.0.0.1:%d; location / { proxy_pass http://websocket_echo; } }
            """
                .formatted(one, two, port);
    try (var _ = Nginx.start(folder, sites, port)) {
      Set<String> replicas = new HashSet<>();
      for (int id = 0; id < 32; id++) {
        String replica = get("/close/1000?connection=id" + id).body();
        assertThat(get("/connections/id" + id).body()).isEqualTo(replica);
        assertThat(get("/connections/id" + id + "/events?x=y").body()).isEqualTo(replica);
        replicas.add(replica);
      }
      assertThat(replicas).containsExactlyInAnyOrder("one", "two");
    }
  }

  private HttpResponse<String> get(String target) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + target))
            .timeout(RawClient.PATIENCE)
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  @Nested
  @BrowserTest
  class Page {

    @Test
    void worksUnderThePrefix(Browser browser) throws Exception {
      try (var _ = start()) {
        String address = "http://localhost:" + port + "/echo/";
        browser.open(address);
        browser.awaitText(
            "verdict-answer", "WebSocket works between your browser and this server.");
        assertThat(browser.value("address")).isEqualTo("ws://localhost:" + port + "/echo/");
        browser.open(address + "scenarios");
        browser.await(() -> assertThat(browser.title()).isEqualTo("WebSocket scenarios"));
      }
    }
  }
}
