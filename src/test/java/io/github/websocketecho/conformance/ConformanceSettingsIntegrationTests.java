package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A choice of cases, a directory for reports, and limits that are lower than what cases need. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.conformance.cases=1.*,5.3,9.7.2,close/*",
      "websocket-echo.conformance.exclude-cases=1.1.*",
      "websocket-echo.conformance.cases-per-address=2",
      "websocket-echo.limits.message-rate=100",
      "websocket-echo.limits.message-size=1KB",
      "websocket-echo.limits.connection-rate=1"
    })
class ConformanceSettingsIntegrationTests {

  @TempDir private static Path parent;

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void directory(DynamicPropertyRegistry registry) {
    registry.add(
        "websocket-echo.conformance.directory", () -> parent.resolve("a/reports").toString());
  }

  private String text(String target) throws IOException {
    try (RawClient client = RawClient.open(port, target)) {
      return client.read().text();
    }
  }

  private void echo(String target) throws IOException {
    try (RawClient client = RawClient.open(port, target)) {
      Frame message = client.read();
      client.send(RawClient.frame(true, 0, message.opcode(), message.payload()));
      client.read();
      client.sendClose(1000, "");
      client.readRest();
    }
  }

  @Test
  void driverCountsTheChosenCases() throws IOException {
    assertThat(text("/getCaseCount")).isEqualTo("10");
    assertThat(text("/getCaseInfo?case=1")).contains("\"1.2.1\"");
    assertThat(text("/getCaseInfo?case=9")).contains("\"5.3\"");
    assertThat(text("/beyond/getCaseInfo?case=1")).contains("\"close/1012\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/runCase?casetuple=1.1.1&agent=a", "/case/1.1.1", "/case/7.1.1"})
  void otherCasesCannotBeRun(String target) throws IOException {
    try (RawClient client = RawClient.connect(port)) {
      assertThat(client.handshake(target).status()).isEqualTo(400);
    }
  }

  @Test
  void updateWritesTheFilesOfTheAutobahnTestsuite() throws IOException {
    echo("/runCase?case=1&agent=My%20client%2F1");
    try (RawClient client = RawClient.open(port, "/updateReports?agent=My%20client%2F1")) {
      assertThat(client.read()).hasToString("close empty");
    }
    Path directory = parent.resolve("a/reports");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.startsWith("my_") || name.startsWith("index")))
          .containsExactlyInAnyOrder(
              "index.html",
              "index.json",
              "my_client_1_case_1_2_1.html",
              "my_client_1_case_1_2_1.json");
    }
    JsonNode index = JsonMapper.shared().readTree(directory.resolve("index.json").toFile());
    assertThat(index.get("My client/1").at("/1.2.1/behavior").asString()).isEqualTo("OK");
    assertThat(directory.resolve("index.html")).content().contains("My client/1");
    assertThat(directory.resolve("my_client_1_case_1_2_1.html"))
        .content()
        .contains("<h1>Case 1.2.1");
  }

  /** A file system allows 255 bytes. Two names that begin alike have two files. */
  @ParameterizedTest
  @CsvSource({"x", "y"})
  void longNamesAreCut(String end) throws IOException {
    String agent = "long_" + "x".repeat(190) + end;
    echo("/runCase?case=1&run=" + "r".repeat(64) + "&agent=" + agent);
    try (RawClient client = RawClient.open(port, "/updateReports?agent=" + agent)) {
      assertThat(client.read()).hasToString("close empty");
    }
    JsonNode index = JsonMapper.shared().readTree(parent.resolve("a/reports/index.json").toFile());
    JsonNode entry = index.get(agent + " (" + "r".repeat(64) + ")").get("1.2.1");
    JsonNode document =
        JsonMapper.shared()
            .readTree(
                parent.resolve("a/reports").resolve(entry.get("reportfile").asString()).toFile());
    assertThat(document.get("agent").asString()).isEqualTo(agent);
  }

  @Test
  void limitsOfMessagesAndOfTheConnectionRateDoNotApply() throws IOException {
    try (RawClient client = RawClient.open(port, "/runCase?casetuple=9.7.2&agent=limits")) {
      for (int i = 0; i < 1000; i++) {
        Frame message = client.read();
        client.send(RawClient.frame(true, 0, message.opcode(), message.payload()));
      }
      assertThat(client.read()).hasToString("close 1000");
      client.sendClose(1000, "");
      client.readRest();
    }
    echo("/runCase?casetuple=1.2.7&agent=limits");
    assertThat(text("/getCaseStatus?casetuple=9.7.2&agent=limits")).contains("OK");
    assertThat(text("/getCaseStatus?casetuple=1.2.7&agent=limits")).contains("OK");
  }

  @Test
  void addressMayRunAsManyCasesAtATimeAsTheSettingSays() throws IOException {
    try (var _ = RawClient.open(port, "/runCase?case=1&agent=a");
        var _ = RawClient.open(port, "/runCase?case=2&agent=a");
        var third = RawClient.connect(port)) {
      var response = third.handshake("/runCase?case=3&agent=a");
      assertThat(response.status()).isEqualTo(429);
      assertThat(response.body()).contains("cases-per-address");
    }
  }
}
