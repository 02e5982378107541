package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.ResponseHeads.ACCEPT;
import static io.github.websocketecho.scenario.ResponseHeads.CONNECTION;
import static io.github.websocketecho.scenario.ResponseHeads.STATUS;
import static io.github.websocketecho.scenario.ResponseHeads.UPGRADE;
import static io.github.websocketecho.scenario.ResponseHeads.withoutConnectionId;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The scenarios that answer the opening handshake with an invalid response. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class HandshakeFaultIntegrationTests {

  private static final String DEFLATE = "permessage-deflate";

  @LocalServerPort private int port;
  @Autowired private ScenarioCatalogue catalogue;

  @Test
  void everyFaultOfTheCatalogueHasATest() {
    assertThat(catalogue.scenarios())
        .extracting(Scenario::id)
        .filteredOn(id -> id.startsWith("handshake/"))
        .containsExactly(
            "handshake/wrong-accept",
            "handshake/no-accept",
            "handshake/no-upgrade",
            "handshake/no-connection",
            "handshake/status-200",
            "handshake/unoffered-subprotocol",
            "handshake/unoffered-extension",
            "handshake/two-subprotocols");
  }

  @Test
  void sendsTheAcceptOfAnotherKey() throws Exception {
    assertThat(invalidResponse("wrong-accept"))
        .containsExactlyInAnyOrder(
            STATUS, UPGRADE, CONNECTION, "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  }

  @Test
  void omitsARequiredHeader() throws Exception {
    assertThat(invalidResponse("no-accept")).containsExactlyInAnyOrder(STATUS, UPGRADE, CONNECTION);
    assertThat(invalidResponse("no-upgrade")).containsExactlyInAnyOrder(STATUS, CONNECTION, ACCEPT);
    assertThat(invalidResponse("no-connection")).containsExactlyInAnyOrder(STATUS, UPGRADE, ACCEPT);
  }

  @Test
  void sendsStatus200() throws Exception {
    assertThat(invalidResponse("status-200"))
        .containsExactlyInAnyOrder(
            "HTTP/1.1 200 OK", UPGRADE, CONNECTION, ACCEPT, "Content-Length: 0");
  }

  @Test
  void sendsASubprotocolThatWasNotOffered() throws Exception {
    for (String offer : List.of("X-Nothing: 1", "Sec-WebSocket-Protocol: chat")) {
      assertThat(invalidResponse("unoffered-subprotocol", offer))
          .containsExactlyInAnyOrder(
              STATUS, UPGRADE, CONNECTION, ACCEPT, "Sec-WebSocket-Protocol: nobody-offered-this");
    }
  }

  @Test
  void sendsAnExtensionThatWasNotOffered() throws Exception {
    assertThat(invalidResponse("unoffered-extension"))
        .containsExactlyInAnyOrder(
            STATUS, UPGRADE, CONNECTION, ACCEPT, "Sec-WebSocket-Extensions: x-nobody-offered-this");
    assertThat(invalidResponse("unoffered-extension", offer(DEFLATE)))
        .containsExactlyInAnyOrder(
            STATUS,
            UPGRADE,
            CONNECTION,
            ACCEPT,
            "Sec-WebSocket-Extensions: permessage-deflate, x-nobody-offered-this");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Nothing: 1,                           chat,      superchat",
    "Sec-WebSocket-Protocol: mqtt,           mqtt,      chat",
    "Sec-WebSocket-Protocol: superchat,      superchat, chat",
    "'Sec-WebSocket-Protocol: chat, superchat', chat,   superchat",
  })
  void sendsTwoSubprotocols(String offer, String first, String second) throws Exception {
    assertThat(invalidResponse("two-subprotocols", offer))
        .containsExactlyInAnyOrder(
            STATUS,
            UPGRADE,
            CONNECTION,
            ACCEPT,
            "Sec-WebSocket-Protocol: " + first,
            "Sec-WebSocket-Protocol: " + second);
  }

  @Test
  void echoesToAClientThatContinuesUntilItsTimeIsOver() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake("/handshake/no-upgrade?within=300ms");
      client.sendText("here I am");
      assertThat(client.read()).hasToString("text \"here I am\"");
      client.readEnd();
    }
  }

  @Test
  void answersTheCloseFrameOfAClientThatContinues() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake("/handshake/wrong-accept");
      client.sendClose(1010, "");
      assertThat(client.read()).hasToString("close 1010");
      client.readEnd();
    }
  }

  @Test
  void endsTcpAtTheNextRequestAfterAStatus200() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake("/handshake/status-200?within=1m");
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.readRest()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/illegal/close-1007, /illegal/close-1004",
    "/handshake/wrong-acept, /handshake/wrong-accept",
    "/illegal/RSV1, /illegal/rsv1",
  })
  void misspeltFaultGets404WithTheNearestAddress(String target, String nearest) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake(target);
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.body()).contains("The nearest scenario is at " + nearest + '.');
    }
  }

  private List<String> invalidResponse(String fault, String... headers) throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/handshake/" + fault, headers);
      return withoutConnectionId(client.readHead());
    }
  }

  private static String offer(String extension) {
    return "Sec-WebSocket-Extensions: " + extension;
  }
}
