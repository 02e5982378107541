package io.github.websocketecho.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Node;
import io.github.websocketecho.support.Program;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * The drivers that the documents show, with quick cases. Left out are those that wait, and those
 * that the JDK's client does not pass each time: it may answer several pings with one pong, it ends
 * TCP after the close code 1010, and it may lose a part of a large first message.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.conformance.cases=1.1.*,2.*,5.*,7.7.*",
      "websocket-echo.conformance.exclude-cases=1.1.6,1.1.7,1.1.8,2.10,2.11,5.19,5.20,7.7.8"
    })
class DriversIntegrationTests {

  private static final Path DRIVERS = Path.of("src/docs/drivers").toAbsolutePath();

  /** A case of a ping. */
  private static final String FAILED = "2.1";

  @LocalServerPort private int port;
  @Autowired private CaseCatalogue cases;
  @TempDir private Path folder;

  @Test
  void nodeRunsAllCases() throws Exception {
    Program node = Node.withLibraries(folder);
    Files.copy(DRIVERS.resolve("driver.mjs"), folder.resolve("driver.mjs"));
    assertThatDriverRunsAllCases(node, Map.of(), "driver.mjs");
  }

  @Test
  void pythonRunsAllCases() throws Exception {
    Program python = Program.required("python3", "-c", "import websockets");
    assertThatDriverRunsAllCases(python, Map.of(), DRIVERS.resolve("driver.py").toString());
  }

  @Test
  void goRunsAllCases() throws Exception {
    Program go = Program.required("go");
    // Debian has the library in this folder, not as a module.
    Map<String, String> environment = Map.of("GOPATH", "/usr/share/gocode", "GO111MODULE", "off");
    assertThatDriverRunsAllCases(go, environment, "run", DRIVERS.resolve("driver.go").toString());
  }

  @Test
  void javaRunsAllCases() throws Exception {
    var java = new Program(Path.of(System.getProperty("java.home"), "bin", "java"));
    assertThatDriverRunsAllCases(java, Map.of(), DRIVERS.resolve("Driver.java").toString());
  }

  /**
   * A driver exits with 0 if all of its cases have run and none of the report has failed. There is
   * no case beyond those that are chosen.
   */
  private void assertThatDriverRunsAllCases(
      Program program, Map<String, String> environment, String... command) throws Exception {
    List<String> ids = cases.of(CaseSet.AUTOBAHN).stream().map(SuiteCase::id).toList();
    String agent = RawClient.newId() + " ü&+";
    String server = "ws://localhost:" + port;
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(server, agent));

    Program.Run run = program.run(folder, environment, arguments.toArray(String[]::new));

    int all = ids.size();
    assertThat(run.out()).as(run.err()).isEqualTo(all + " of " + all + " cases run, 0 failed\n");
    assertThat(run.exit()).isZero();
    JsonNode index =
        TranscriptClient.json(new TranscriptClient(port).get("/conformance/index.json")).get(agent);
    assertThat(index.propertyNames()).containsExactlyElementsOf(ids);
    assertThat(index.values())
        .extracting(result -> result.get("behavior").asString())
        .isSubsetOf("OK", "NON-STRICT");

    fail(FAILED, agent);
    arguments.set(command.length, server + "/beyond");
    run = program.run(folder, environment, arguments.toArray(String[]::new));

    assertThat(run.out()).isEqualTo(all + " of 0 cases run, 1 failed\n" + FAILED + "\n");
    assertThat(run.exit()).isEqualTo(1);
  }

  /** Closes without an answer to the ping. */
  private void fail(String id, String agent) throws IOException {
    String query = "?casetuple=" + id + "&agent=" + URLEncoder.encode(agent, UTF_8);
    try (RawClient client = RawClient.open(port, "/runCase" + query)) {
      client.sendClose(1000, "");
      client.readRest();
    }
    try (RawClient client = RawClient.open(port, "/getCaseStatus" + query)) {
      assertThat(client.read().text()).contains("FAILED");
    }
  }
}
