package io.github.websocketecho.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Document;
import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The commands in the documents have the output that is shown. A raw client stands in for wscat,
 * and the JDK's HTTP client for curl.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class DocumentExamplesIntegrationTests {

  /** A command, and its output up to the next command. */
  private static final Pattern COMMAND =
      Pattern.compile("^\\$ (?<command>.+)\n(?<output>(?:(?!\\$ ).*\n)*)", Pattern.MULTILINE);

  private static final Pattern WSCAT =
      Pattern.compile("npx wscat -c \"?ws://localhost:8080(?<target>[^\" ]*)\"?");

  private static final Pattern CURL =
      Pattern.compile(
          "curl -s \"?http://localhost:8080(?<target>[^\" ]*)\"? \\| jq(?<raw> -r)?"
              + "(?: (?<path>\\.\\w+))?");

  private static final Pattern PLAIN_CURL =
      Pattern.compile("(?m)^curl .*http://localhost:8080(?<target>[^\"\\s]*)\"?$");

  private static final Pattern DISCONNECTED =
      Pattern.compile("Disconnected \\(code: (?<code>\\d+), reason: \"(?<reason>[^\"]*)\"\\)");

  private static final String CONNECTED = "Connected (press CTRL+C to quit)";

  /** As wscat offers it. */
  private static final String COMPRESSION =
      "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

  /** Members whose values differ each time. */
  private static final Set<String> VARY =
      Set.of("remoteAddress", "openedAt", "durationMillis", "atMillis", "commit");

  /** A build without a repository has no commit. */
  private static final Set<String> OPTIONAL = Set.of("commit");

  private static final JsonMapper JSON = new JsonMapper();

  @LocalServerPort private int port;

  static List<Document> withConsole() {
    return Document.all().stream()
        .filter(document -> !document.blocks("console").isEmpty())
        .toList();
  }

  static Stream<String> curlCommands() {
    return Document.all().stream()
        .flatMap(document -> document.blocks("sh").stream())
        .flatMap(block -> PLAIN_CURL.matcher(block).results())
        .map(command -> command.group("target"))
        .distinct();
  }

  @Test
  void bothReadmesShowTheSameCommands() {
    assertThat(commands(Document.readme()))
        .hasSizeGreaterThan(3)
        .isEqualTo(commands(Document.page("zh-Hans")));
  }

  private static List<String> commands(Document document) {
    return document.blocks("console").stream()
        .flatMap(block -> COMMAND.matcher(block).results())
        .map(command -> command.group("command"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("withConsole")
  void commandHasTheShownOutput(Document document) throws Exception {
    for (String block : document.blocks("console")) {
      for (MatchResult shown : COMMAND.matcher(block).results().toList()) {
        run(shown.group("command"), shown.group("output").strip());
      }
    }
  }

  private void run(String command, String output) throws Exception {
    Matcher wscat = WSCAT.matcher(command);
    Matcher curl = CURL.matcher(command);
    if (wscat.matches()) {
      converse(wscat.group("target"), output.lines().toList());
    } else {
      assertThat(curl.matches()).as("The test knows the command %s", command).isTrue();
      JsonNode response = JSON.readTree(get(curl.group("target")));
      String path = curl.group("path");
      JsonNode part = path == null ? response : response.path(path.substring(1));
      if (curl.group("raw") == null) {
        String json = output.replace("{ … }", "{}").replace("[ … ]", "[]");
        assertLike(JSON.readTree(json), part, command);
      } else {
        assertThat(part.stringValue()).isEqualTo(output);
      }
    }
  }

  private void converse(String target, List<String> lines) throws IOException {
    assertThat(lines).first().isEqualTo(CONNECTED);
    // The raw client does not inflate messages.
    boolean sends = lines.stream().anyMatch(line -> line.startsWith("> "));
    try (var client =
        sends ? RawClient.open(port, target) : RawClient.open(port, target, COMPRESSION)) {
      for (String line : lines.subList(1, lines.size())) {
        Matcher disconnected = DISCONNECTED.matcher(line);
        if (line.startsWith("> ")) {
          client.sendText(line.substring(2));
        } else if (line.startsWith("< ")) {
          assertThat(client.read()).hasToString("text \"" + line.substring(2) + "\"");
        } else {
          assertThat(disconnected.matches()).as("The test knows the line %s", line).isTrue();
          int code = Integer.parseInt(disconnected.group("code"));
          String reason = disconnected.group("reason");
          assertThat(client.read()).hasToString(("close " + code + " " + reason).strip());
          client.sendClose(code, reason);
          client.readEnd();
        }
      }
    }
  }

  /** The same, except for members that vary, and for what the document leaves out. */
  private static void assertLike(JsonNode shown, JsonNode actual, String name) {
    assertThat(actual.getNodeType()).as(name).isEqualTo(shown.getNodeType());
    if (shown.isContainer() && shown.isEmpty()) {
      return;
    }
    if (shown.isObject()) {
      var names = new ArrayList<>(shown.propertyNames());
      names.removeIf(each -> OPTIONAL.contains(each) && !actual.has(each));
      assertThat(actual.propertyNames()).as(name).containsExactlyElementsOf(names);
      names.forEach(each -> assertLike(shown.path(each), actual.path(each), each));
    } else if (!VARY.contains(name)) {
      assertThat(actual).as(name).isEqualTo(shown);
    }
  }

  @ParameterizedTest
  @MethodSource("curlCommands")
  void requestIsAnswered(String target) throws Exception {
    assertThat(get(target)).isNotEmpty();
  }

  private String get(String target) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + target))
            .timeout(RawClient.PATIENCE)
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }
}
