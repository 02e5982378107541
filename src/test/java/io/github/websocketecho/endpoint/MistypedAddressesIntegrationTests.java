package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class MistypedAddressesIntegrationTests {

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    // The first segment is that of a scenario, and the rest does not match.
    "/close/1000/x, /close/{code}",
    "/drop/x, /drop",
    "/drop/, /drop",
    "/refuse, /refuse/{status}",
    "/illegal/rvs1, /illegal/rsv1",
    "/handshake/no-conection, /handshake/no-connection",
    "/Close/1000, /close/{code}",
    "/HANG, /hang",
    // The first segment is one edit or transposition away from one of five letters or more.
    "/clsoe/1000, /close/{code}",
    "/clsoe/empty, /close/empty",
    "/colse, /close",
    "/clos/1000, /close/{code}",
    "/clos, /close",
    "/cl0se, /close",
    "/xclose, /close",
    "/timeot?idle=1s, /timeout",
    "/refsue/503, /refuse/{status}",
    "/ilegal/rsv1, /illegal/rsv1",
    "/hold-tpc, /hold-tcp",
    // An extra letter at the end is tolerated if the rest matches.
    "/closes/1000, /close/{code}",
    "/refused/503, /refuse/{status}",
    "/handshakes/no-connection, /handshake/no-connection",
    // The parameters begin with an ampersand.
    "/drop&connection=x, /drop?connection=x",
    "/anything&max_message_size=5, /anything?max_message_size=5",
    "/&connection=x&lang=zh, /?connection=x&lang=zh",
    "/close/1001&reason=bye, /close/1001?reason=bye",
  })
  void misspeltAddressGets404WithTheNearestScenario(String target, String nearest)
      throws Exception {
    try (var client = RawClient.connect(port)) {
      assertMistyped(client.handshake(target), nearest);
    }
    try (var client = RawClient.connect(port)) {
      assertMistyped(client.request("GET", target, List.of("Host: localhost")), nearest);
    }
  }

  private static void assertMistyped(Response response, String nearest) {
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.body())
        .contains("There is nothing at “")
        .contains(' ' + nearest + '.')
        .contains("\"nearest\":\"" + nearest + '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ws/echo",
        "/raw",
        "/closet",
        "/closed",
        "/limits",
        "/timeouts",
        "/echo",
        "/ws/closs/1000",
        "/drpo",
        "/rte",
        "/cut2",
        "/slwo",
        "/clxxe/1000",
        "/a&b",
        "/a=b&c",
        "/closet/door",
        "/x/close",
        "/websocket/echo",
        "//",
        "/anything/close/1000",
      })
  void otherAddressesEcho(String target) throws Exception {
    try (var client = RawClient.open(port, target)) {
      client.sendText("hello");
      assertThat(client.read()).hasToString("text \"hello\"");
    }
  }

  @Test
  void longAddressIsAnsweredInTime() throws Exception {
    for (String target : List.of("/clos" + "s".repeat(7_000), "/close" + "/x".repeat(3_500))) {
      try (var client = RawClient.connect(port)) {
        assertThat(client.handshake(target).status()).isIn(101, 404);
      }
    }
  }

  @Test
  void detailIsAvailableInChinese() throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake("/clsoe/1000", "Accept-Language: zh").body())
          .contains("“/clsoe/1000”处什么也没有。最接近的场景在 /close/{code}。");
    }
  }
}
