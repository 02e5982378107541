package io.github.websocketecho.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningRequestTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "websocket",
        "WebSocket",
        "websocket, h2c",
        "h2c,websocket",
        "h2c ,\twebsocket , ",
        ",websocket"
      })
  void getRequestWithUpgradeToWebSocketIsAnOpeningHandshake(String upgrade) {
    assertThat(OpeningRequest.isOpeningHandshake("GET", List.of(upgrade))).isTrue();
    assertThat(OpeningRequest.isOpeningHandshake("GET", List.of("h2c", upgrade))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, websocket",
    "HEAD, websocket",
    "get, websocket",
    "GET, h2c",
    "GET, websockets",
    "GET, websocket/13",
    "GET, 'web, socket'",
    "GET, ''",
    "GET, ','",
  })
  void otherRequestIsNotAnOpeningHandshake(String method, String upgrade) {
    assertThat(OpeningRequest.isOpeningHandshake(method, List.of(upgrade))).isFalse();
  }

  @Test
  void requestWithoutUpgradeIsNotAnOpeningHandshake() {
    assertThat(OpeningRequest.isOpeningHandshake("GET", List.of())).isFalse();
  }
}
