package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A server on which some scenarios are switched off. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.scenarios.exclude=group:illegal,refuse,close,sequence")
class ExcludedScenariosIntegrationTests {

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "/illegal/rsv2,          /illegal/rsv2",
    "/refuse/503,            /refuse/{status}",
    "/close/999,             /close/{code}",
    "/ws/close/1000,         /close/{code}",
    "/refuse/503?connection=x, /refuse/{status}",
    "/sequence/k?step=drop,   /sequence/{key}",
    "/sequence/k,             /sequence/{key}",
  })
  void handshakeAndPlainRequestGet404(String target, String address) throws Exception {
    String detail = "The scenario at " + address + " is switched off on this server.";
    try (var client = RawClient.connect(port)) {
      var response = client.handshake(target);
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.body()).contains("\"detail\":\"" + detail + "\"");
    }
    var json = new TranscriptClient(port).get(target);
    assertThat(json.statusCode()).isEqualTo(404);
    assertThat(json.body()).contains(detail);
    var page = new TranscriptClient(port).get(target, "Accept", "text/html");
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains(detail);
  }

  @Test
  void addressIsReportedAsRejectedBeforeAHandshake() throws Exception {
    var check = new TranscriptClient(port).get("/scenarios/check?address=/illegal/rsv2");
    assertThat(check.body()).contains("is switched off on this server.");
  }

  @Test
  void catalogueDoesNotListThem() throws Exception {
    var list =
        TranscriptClient.parse(
            new TranscriptClient(port).get("/scenarios", "Accept", "application/json").body());
    assertThat(StreamSupport.stream(list.spliterator(), false).map(one -> one.get("id").asString()))
        .contains("close/empty", "drop")
        .doesNotContain("refuse", "close")
        .noneMatch(id -> id.startsWith("illegal/"));
  }

  @Test
  void noSequenceExistsAndNoPageShowsThem() throws Exception {
    var http = new TranscriptClient(port);
    try (var client = RawClient.connect(port)) {
      client.handshake("/sequence/k?step=drop");
    }
    assertThat(http.get("/sequences/k").statusCode()).isEqualTo(404);
    assertThat(http.get("/sequences/k?wait=10s").statusCode()).isEqualTo(404);
    assertThat(http.delete("/sequences/k").statusCode()).isEqualTo(404);
    assertThat(http.get("/", "Accept", "text/html").body())
        .contains("id=\"round-trips-tab\"")
        .doesNotContain("id=\"reconnection");
    assertThat(http.get("/scenarios", "Accept", "text/html").body())
        .doesNotContain("./#reconnection");
  }

  @Test
  void otherScenariosAndTheEchoAreThere() throws Exception {
    try (var client = RawClient.open(port, "/close/empty")) {
      assertThat(client.read()).hasToString("close empty");
    }
    try (var client = RawClient.open(port, "/")) {
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
    }
  }

  @Test
  void withoutATlsPortThereAreNoCertificates() throws Exception {
    var client = new TranscriptClient(port);
    for (String path : List.of("/certificates", "/certificates/root.pem")) {
      assertThat(client.get(path).statusCode()).isEqualTo(404);
    }
    assertThat(client.get("/scenarios", "Accept", "application/json").body())
        .contains("\"group\":\"close\"")
        .doesNotContain("certificate");
  }
}
