package io.github.websocketecho.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.replica.SharedHub;
import io.github.websocketecho.replica.SharedState;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Frame;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A server and the store of another replica. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SharedReportsIntegrationTests {

  private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();
  private static final String OK = "text \"{\"behavior\": \"OK\"}\"";

  @TempDir private static Path directory;

  @LocalServerPort private int port;
  @Autowired private SharedHub hub;
  @Autowired private CaseCatalogue cases;
  @Autowired private EchoProperties properties;
  @Autowired private ReportStore here;
  @Autowired private Documents documents;

  private SharedHub.Replica replica;
  private ReportStore there;
  private TranscriptClient http;
  private Agent agent;

  @DynamicPropertySource
  static void directory(DynamicPropertyRegistry registry) {
    registry.add("websocket-echo.conformance.directory", directory::toString);
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Replicas {

    @Bean
    static SharedHub hub() {
      return new SharedHub();
    }

    @Bean
    @Primary
    static SharedState replica(SharedHub hub) {
      return hub.replica("here");
    }
  }

  @BeforeEach
  void begin() {
    agent = new Agent(RawClient.newId(), "");
    replica = hub.replica(agent.name());
    there = new ReportStore(properties, replica, cases);
    http = new TranscriptClient(port);
  }

  @AfterEach
  void available() {
    hub.available(true);
    replica.kill();
  }

  private void echo(String target) throws IOException {
    try (RawClient client = RawClient.open(port, target)) {
      Frame message = client.read();
      client.send(RawClient.frame(true, 0, message.opcode(), message.payload()));
      assertThat(client.read()).hasToString("close 1000");
      client.sendClose(1000, "");
      client.readRest();
    }
  }

  private ConformanceCase tested(String id) {
    return (ConformanceCase) cases.find(CaseSet.ALL, id).orElseThrow();
  }

  /** A case ends on the other replica. */
  private void runThere(String id) {
    there.begin(agent, CLIENT, id);
    there.add(agent, CLIENT, SomeResults.of(tested(id)));
    replica.maintain();
  }

  private JsonNode json(String target) throws Exception {
    return TranscriptClient.json(http.get(target));
  }

  private String query() {
    return "agent=" + agent.name();
  }

  @Test
  void otherReplicaHasTheResult() throws Exception {
    echo("/runCase?casetuple=1.1.2&" + query());
    try (RawClient status = RawClient.open(port, "/getCaseStatus?casetuple=1.1.2&" + query())) {
      assertThat(status.read()).hasToString(OK);
      assertThat(status.read()).hasToString("close empty");
      status.sendClose(1000, "");
      status.readRest();
    }
    hub.replica("here").maintain();
    CaseResult result = there.result(agent, "1.1.2").orElseThrow();
    Report report = there.find(agent).orElseThrow();
    assertThat(documents.document(report, result, Locale.ENGLISH))
        .usingRecursiveComparison()
        .isEqualTo(
            documents.document(
                here.of(agent), here.of(agent).result("1.1.2").orElseThrow(), Locale.ENGLISH));
  }

  @Test
  void scenarioHasTheSameResultOnTheOtherReplica() throws Exception {
    String id = "close/1012";
    try (RawClient client =
        RawClient.open(port, "/beyond/runCase?casetuple=" + id + "&" + query())) {
      client.read();
      client.sendClose(1012, "");
      client.readRest();
    }
    try (RawClient status =
        RawClient.open(port, "/all/getCaseStatus?casetuple=" + id + "&" + query())) {
      assertThat(status.read()).hasToString(OK);
    }
    hub.replica("here").maintain();
    CaseResult result = there.result(agent, id).orElseThrow();
    Report report = there.find(agent).orElseThrow();
    for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
      assertThat(documents.document(report, result, locale))
          .usingRecursiveComparison()
          .isEqualTo(
              documents.document(here.of(agent), here.of(agent).result(id).orElseThrow(), locale));
    }
  }

  @Test
  void statusWaitsForTheOtherReplica() throws Exception {
    echo("/runCase?casetuple=1.1.2&" + query());
    hub.replica("here").maintain();
    there.begin(agent, CLIENT, "1.1.2");
    replica.maintain();
    try (RawClient status = RawClient.open(port, "/getCaseStatus?casetuple=1.1.2&" + query())) {
      status.readNothing(Duration.ofMillis(200));
      runThere("1.1.2");
      assertThat(status.read().text()).contains("behavior");
      assertThat(status.read()).hasToString("close empty");
    }
  }

  @Test
  void allPagesShowWhatTheOtherReplicaHas() throws Exception {
    runThere("1.1.1");
    assertThat(json("/conformance/index.json").get(agent.name()).propertyNames())
        .containsExactly("1.1.1");
    runThere("1.1.2");
    assertThat(json("/conformance/index.json?" + query()).get(agent.name()).propertyNames())
        .containsExactly("1.1.1", "1.1.2");
    runThere("1.1.3");
    assertThat(json("/conformance?" + query()).get("cases")).hasSize(3);
    runThere("1.1.4");
    String file = ReportFiles.of(there.of(agent).file(), "1.1.4") + ".json";
    assertThat(json("/conformance/" + file).get("id").asString()).isEqualTo("1.1.4");
    runThere("1.1.5");
    assertThat(http.get("/conformance/junit.xml?" + query()).body()).contains("1.1.5");
  }

  @Test
  void updateWritesWhatTheOtherReplicaHas() throws Exception {
    runThere("1.1.1");
    try (RawClient client = RawClient.open(port, "/updateReports?" + query())) {
      assertThat(client.read()).hasToString("close empty");
    }
    assertThat(directory.resolve("index.json")).content().contains(agent.name());
    assertThat(directory.resolve(ReportFiles.of(there.of(agent).file(), "1.1.1") + ".json"))
        .exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/conformance",
        "/conformance?agent=a",
        "/conformance/index.json",
        "/conformance/a_case_1_1_1.json",
        "/conformance/compare?one=a&other=b"
      })
  void reportsNeedAnAnswer(String target) throws Exception {
    hub.available(false);
    var response = http.get(target);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("does not answer");
  }

  @Test
  void updateEndsWithoutAnAnswer() throws Exception {
    hub.available(false);
    try (RawClient client = RawClient.open(port, "/updateReports?" + query())) {
      assertThat(client.read()).hasToString("close empty");
    }
  }
}
