package io.github.websocketecho.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the README shows in a shell is what comes: another client stands in for wscat and curl. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ReadmeExamplesIntegrationTests {

  private static final Pattern CLOSED =
      Pattern.compile(
          """
          \\$ npx wscat -c "ws://localhost:8080(?<target>[^"]*)"
          Connected \\(press CTRL\\+C to quit\\)
          Disconnected \\(code: (?<code>\\d+), reason: "(?<reason>[^"]*)"\\)
          """);

  private static final Pattern TRANSCRIPT =
      Pattern.compile(
          """
          \\$ curl -s "http://localhost:8080(?<target>/connections/[^"]*)" \\| jq
          (?<json>\\{
          .*?
          \\})
          """,
          Pattern.DOTALL);

  /** As wscat offers it. */
  private static final String COMPRESSION =
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

  /** They are others each time. */
  private static final Set<String> VARY =
      Set.of("remoteAddress", "openedAt", "durationMillis", "atMillis");

  private static final JsonMapper JSON = new JsonMapper();

  private final String readme;

  @LocalServerPort private int port;

  ReadmeExamplesIntegrationTests() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void theConnectionsCloseAndTheTranscriptIsAsShown() throws Exception {
    List<MatchResult> connections = CLOSED.matcher(readme).results().toList();
    assertThat(connections).hasSize(2);
    for (MatchResult connection : connections) {
      int code = Integer.parseInt(connection.group("code"));
      String reason = connection.group("reason");
      try (var client = RawClient.open(port, connection.group("target"), COMPRESSION)) {
        assertThat(client.read()).hasToString("close " + code + " " + reason);
        client.sendClose(code, reason);
        client.readEnd();
      }
    }
    MatchResult transcript = TRANSCRIPT.matcher(readme).results().findAny().orElseThrow();
    String shown = transcript.group("json").replace("{ … }", "{}").replace("[ … ]", "[]");
    assertLike(JSON.readTree(shown), get(transcript.group("target")), "");
  }

  /** The same, but for what varies, and for what the README leaves out. */
  private static void assertLike(JsonNode shown, JsonNode actual, String name) {
    assertThat(actual.getNodeType()).as(name).isEqualTo(shown.getNodeType());
    if (shown.isContainer() && shown.isEmpty()) {
      return;
    }
    if (shown.isObject()) {
      assertThat(actual.propertyNames()).as(name).containsExactlyElementsOf(shown.propertyNames());
      shown
          .properties()
          .forEach(
              property ->
                  assertLike(
                      property.getValue(), actual.path(property.getKey()), property.getKey()));
    } else if (!VARY.contains(name)) {
      assertThat(actual).as(name).isEqualTo(shown);
    }
  }

  private JsonNode get(String target) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + target))
            .timeout(RawClient.PATIENCE)
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }
  }
}
