package io.github.websocketecho.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Health, metrics and the build at a separate port. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
class ManagementPortIntegrationTests {

  @LocalServerPort private int port;
  @LocalManagementPort private int managementPort;

  @ParameterizedTest
  @CsvSource({
    "/actuator/health, UP",
    "/actuator/health/liveness, UP",
    "/actuator/health/readiness, UP",
    "/actuator/info, version",
    "/actuator/prometheus, websocket_connections_open"
  })
  void healthMetricsAndBuildAreServedAtTheManagementPortOnly(String address, String content)
      throws Exception {
    var atManagementPort = new TranscriptClient(managementPort).get(address);
    assertThat(atManagementPort.statusCode()).isEqualTo(200);
    assertThat(atManagementPort.body()).contains(content);

    var atMainPort = new TranscriptClient(port).get(address);
    assertThat(atMainPort.statusCode()).isEqualTo(426);
    assertThat(atMainPort.body()).doesNotContain(content);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /actuator/health,     200",
    "GET,    /actuator/info,       200",
    "GET,    /actuator/prometheus, 200",
    "GET,    /actuator,            404",
    "GET,    /actuator/none,       404",
    "GET,    /none,                404",
    "DELETE, /actuator/health,     405",
    "TRACE,  /actuator/health,     405",
  })
  void everyResponseOfTheManagementPortHasTheSecurityHeaders(
      String method, String address, int status) throws Exception {
    try (var client = RawClient.connect(managementPort)) {
      var response = client.request(method, address, List.of("Host: localhost"));
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.header("Content-Security-Policy")).startsWith("default-src 'none'; ");
      assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(response.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(response.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
      assertThat(response.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
      assertThat(response.header("Permissions-Policy")).startsWith("camera=()");
      assertThat(response.header("Content-Type")).doesNotContain("html");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"env", "beans", "metrics", "heapdump", "threaddump", "loggers", "shutdown"})
  void otherEndpointsAreNotServed(String endpoint) throws Exception {
    assertThat(new TranscriptClient(managementPort).get("/actuator/" + endpoint).statusCode())
        .isEqualTo(404);
  }
}
