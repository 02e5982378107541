package io.github.websocketecho.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.TrustingTls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** HTTP/2 at the TLS port, if it is enabled for the main port. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"server.http2.enabled=true", "websocket-echo.tls.port=0"})
class Http2IntegrationTests {

  @Autowired private ServletWebServerApplicationContext context;

  private final HttpClient client =
      HttpClient.newBuilder().sslContext(TrustingTls.context()).version(Version.HTTP_2).build();

  private int port;

  @BeforeEach
  void findPort() {
    var server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
    port = server.getTomcat().getService().findConnectors()[1].getLocalPort();
  }

  @AfterEach
  void end() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /close/4001, 426",
    "HEAD, /close/4001, 426",
    "GET, /, 200",
    "GET, /scenarios, 200",
    "GET, /assets/page.js, 200",
    "GET, /assets/none, 404",
    "GET, /connections/none, 404",
    "POST, /anything, 405",
    "OPTIONS, /anything, 200",
    "GET, /clsoe/1000, 404",
    "GET, /actuator/health, 200",
  })
  void everyResponseIsWellFormed(String method, String path, int status) throws Exception {
    HttpResponse<String> response = send(method, path);
    assertThat(response.version()).isEqualTo(Version.HTTP_2);
    assertThat(response.statusCode()).isEqualTo(status);
    // RFC 9113, section 8.2.2.
    assertThat(response.headers().map())
        .doesNotContainKeys("connection", "upgrade", "keep-alive", "transfer-encoding");
  }

  @Test
  void scenarioOverHttp2IsExplained() throws Exception {
    assertThat(send("GET", "/close/4001").body())
        .contains("This address is for WebSocket connections");
  }

  @Test
  void webSocketWorksOverHttp11() throws Exception {
    try (var webSocket = RawClient.connectTls(port).upgrade("/")) {
      webSocket.sendText("hello");
      assertThat(webSocket.read()).hasToString("text \"hello\"");
    }
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    URI address = URI.create("https://localhost:" + port + path);
    return client.send(
        HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }
}
