package io.github.websocketecho.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class AllowHeaderFilterIntegrationTests {

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "/, 'GET, HEAD, OPTIONS'",
    "/scenarios, 'GET, HEAD, OPTIONS'",
    "/connections, 'GET, HEAD, OPTIONS'",
    "/connections/x, 'DELETE, GET, HEAD, OPTIONS'",
    "/connections/x/events, 'GET, HEAD, OPTIONS'",
    "/connections/x/messages, 'OPTIONS, POST'",
    "/assets/page.js, 'GET, HEAD, OPTIONS'",
    "/actuator/health, 'GET, HEAD, OPTIONS'",
    "/actuator/info, 'GET, HEAD, OPTIONS'",
    "/close/1000, 'GET, HEAD, OPTIONS'",
    "/anything, 'GET, HEAD, OPTIONS'",
  })
  void allowIsTheSameForEachMethodOfAnAddress(String target, String allowed) throws Exception {
    for (String method : List.of("PUT", "PATCH", "TRACE", "get", "ODD")) {
      HttpResponse<String> response = send(method, target);
      assertThat(response.statusCode()).as(method).isEqualTo(405);
      assertThat(header(response, "Allow")).as(method).isEqualTo(allowed);
      assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
      assertThat(response.body()).contains("This address does not support " + method + '.');
    }
    HttpResponse<String> options = send("OPTIONS", target);
    assertThat(options.statusCode()).isEqualTo(200);
    assertThat(header(options, "Allow")).isEqualTo(allowed);
    assertThat(options.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/anything", "/connections/x"})
  void responseToTraceContainsNothingOfTheRequest(String target) throws Exception {
    assertThat(send("TRACE", target).body()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator", "/actuator/", "/actuator/env", "/actuator/info/a", "/actuator/a/b"})
  void unknownAddressBelowManagementGets404(String target) throws Exception {
    for (String method : List.of("GET", "POST", "OPTIONS")) {
      HttpResponse<String> response = send(method, target);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains(target + " does not exist.").doesNotContain("localhost");
    }
    try (var client = RawClient.open(port, target)) {
      client.sendText("hello");
      assertThat(client.read()).hasToString("text \"hello\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/scenarios", "/connections/x", "/assets/page.js", "/assets/..%2f", "/x"})
  void rejectedMethodIsNotLogged(String target, CapturedOutput output) throws Exception {
    int before = output.getAll().length();
    for (String method : List.of("POST", "PUT", "TRACE", "ODD")) {
      assertThat(send(method, target).statusCode()).isBetween(400, 405);
    }
    assertThat(output.getAll().substring(before)).doesNotContain("WARN", "ERROR", "Exception");
  }

  private static String header(HttpResponse<String> response, String name) {
    return String.join(" and ", response.headers().allValues(name));
  }

  private HttpResponse<String> send(String method, String target) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + target))
            .method(method, BodyPublishers.noBody())
            .header("Cookie", "secret")
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
