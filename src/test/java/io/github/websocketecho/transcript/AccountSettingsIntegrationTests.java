package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"websocket-echo.connections.open=2", "websocket-echo.connections.list=true"})
class AccountSettingsIntegrationTests {

  @LocalServerPort private int port;

  @Test
  void refusesMoreAccountsThanThereArePlacesUntilAClientGoesAway() throws Exception {
    var accounts = new AccountClient(port);
    try (var _ = RawClient.open(port, "/close/1000?after=1&connection=stays")) {
      try (var _ = RawClient.open(port, "/close/1000?after=1&connection=goes");
          var third = RawClient.connect(port)) {
        var response = third.handshake("/close/1000?connection=third");
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("1");
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.body())
            .contains("Too many connections of which an account is kept are open.");
        try (var echo = RawClient.connect(port)) {
          assertThat(echo.handshake("/?connection=echo").status()).isEqualTo(503);
        }
        RawClient.open(port, "/").close();
      }
      assertThat(accounts.now("third").at("/handshake/status").intValue()).isEqualTo(503);
      accounts.ended("goes");
      RawClient.open(port, "/close/1000?after=1").close();
    }
  }

  @Test
  void listsIdsAndStates() throws Exception {
    var accounts = new AccountClient(port);
    RawClient.open(port, "/?connection=ended").close();
    accounts.ended("ended");
    try (var client = RawClient.open(port, "/?connection=open")) {
      client.sendText("hi");
      client.read();
      JsonNode list = AccountClient.json(accounts.get("/connections"));
      assertThat(list)
          .contains(
              AccountClient.parse("{\"id\": \"open\", \"state\": \"open\"}"),
              AccountClient.parse("{\"id\": \"ended\", \"state\": \"ended\"}"));
    }
  }
}
