package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** How the echo answers the close frame of a client. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(TestServer.class)
class CloseAnswerIntegrationTests {

  @Autowired private TestServer server;

  @ParameterizedTest
  @CsvSource({
    "1000, ''",
    "1000, bye",
    "1001, going",
    "1003, ''",
    "1007, x",
    "1011, 坏了",
    "3000, ''",
    "3999, a",
    "4000, b",
    "4001, 再见",
    "4999, c"
  })
  void answersACloseWithItsCodeAndReason(int code, String reason) throws Exception {
    try (var client = server.open("/")) {
      client.sendClose(code, reason);
      assertThat(client.read()).hasToString(("close " + code + " " + reason).strip());
      client.readEnd();
    }
  }

  @Test
  void answersACloseWithTheLongestReason() throws Exception {
    String reason = "再".repeat(41);
    try (var client = server.open("/")) {
      client.sendClose(1000, reason);
      assertThat(client.read()).hasToString("close 1000 " + reason);
      client.readEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
  void closesWith1002OnACodeThatMayNotBeSent(int code) throws Exception {
    try (var client = server.open("/")) {
      client.sendClose(code, "");
      assertThat(client.read().closeCode()).isEqualTo(1002);
      client.readEnd();
    }
  }

  @ParameterizedTest
  @CsvSource({"1012, restart", "1013, later", "1014, gateway"})
  void answersRegisteredCodesThatAreNotInTheRfc(int code, String reason) throws Exception {
    try (var client = server.open("/")) {
      client.sendClose(code, reason);
      assertThat(client.read()).hasToString("close " + code + " " + reason);
      client.readEnd();
    }
  }
}
