package io.github.websocketecho.hosting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.testing.WebSocketEcho;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the build prepares so that the server of a test starts fast. */
class PreparedServerIntegrationTests {

  @RegisterExtension static final WebSocketEcho prepared = WebSocketEcho.start();

  /** A setting of Spring Boot could change which beans there are, so nothing prepared is used. */
  @RegisterExtension
  static final WebSocketEcho other =
      WebSocketEcho.builder().set("spring.main.banner-mode", "off").start();

  @Test
  void hasTheClassesInTheOrderOfAStart() throws IOException {
    try (InputStream list = ClassPreloading.class.getResourceAsStream(ClassPreloading.NAMES)) {
      List<String> names =
          new BufferedReader(new InputStreamReader(Objects.requireNonNull(list), UTF_8))
              .lines()
              .toList();
      assertThat(names)
          .hasSizeGreaterThan(3000)
          .containsSubsequence(
              ServerHost.class.getName(),
              "org.springframework.boot.SpringApplication",
              "io.github.websocketecho.endpoint.WebSocketConfiguration");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/scenarios, application/json",
    "/scenarios, text/html",
    "/conformance/cases, text/html",
    "/conformance, application/json",
    "/certificates, application/json",
    "/connections/unknown, application/json",
    "/actuator/health, application/json",
    "/actuator/health/readiness, application/json",
    "/actuator/info, application/json",
    "/close/999, application/json",
  })
  void answersLikeAServerThatIsNotPrepared(String path, String type) throws Exception {
    HttpResponse<String> expected = get(other, path, type);
    HttpResponse<String> answer = get(prepared, path, type);
    assertThat(answer.statusCode()).isEqualTo(expected.statusCode());
    assertThat(without(answer.body(), prepared)).isEqualTo(without(expected.body(), other));
    assertThat(answer.headers().map().keySet()).isEqualTo(expected.headers().map().keySet());
  }

  /** The names, because the values differ from moment to moment. */
  @Test
  void hasTheMetricsOfAServerThatIsNotPrepared() throws Exception {
    assertThat(metrics(prepared)).hasSizeGreaterThan(10).isEqualTo(metrics(other));
  }

  private static List<String> metrics(WebSocketEcho echo) throws Exception {
    return get(echo, "/actuator/prometheus", "*/*")
        .body()
        .lines()
        .filter(line -> line.startsWith("# TYPE websocket"))
        .sorted()
        .toList();
  }

  private static String without(String body, WebSocketEcho echo) {
    return body.replace(Integer.toString(echo.uri().getPort()), "PORT");
  }

  private static HttpResponse<String> get(WebSocketEcho echo, String path, String type)
      throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http" + echo.uri(path).toString().substring("ws".length()));
      HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", type).build();
      return http.send(request, BodyHandlers.ofString());
    }
  }
}
