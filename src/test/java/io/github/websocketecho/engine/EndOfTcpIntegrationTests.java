package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.connection.AccountClient;
import io.github.websocketecho.support.RawClient;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The end of TCP is the last that happens to a connection, and is reported as it was. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.limits.connections-per-address=1",
      "websocket-echo.limits.connection-rate=0",
      "websocket-echo.limits.message-rate=100",
      "websocket-echo.connections.open=1"
    })
class EndOfTcpIntegrationTests {

  private static final int TIMES = 400;
  private static final int MESSAGES = 150;
  private static final byte[] BYE = {3, (byte) 0xe8};

  @LocalServerPort private int port;

  @Test
  void theIdAndThePlaceAreFreeOnceTheClientSeesFin() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      try (var client = RawClient.connect(port)) {
        assertThat(client.handshake("/?connection=again").status()).as("time " + i).isEqualTo(101);
        client.sendClose(1000, "");
        assertThat(client.read()).hasToString("close 1000");
        client.readEnd();
      }
    }
  }

  @Test
  void aFinThatIsThereWithTheCloseFrameIsTheClients() throws Exception {
    try (var client = RawClient.connect(port)) {
      var together = new ByteArrayOutputStream();
      for (int i = 0; i < MESSAGES; i++) {
        together.writeBytes(RawClient.frame(true, 0, RawClient.TEXT, new byte[] {'h', 'i'}));
      }
      together.writeBytes(RawClient.frame(true, 0, RawClient.CLOSE, BYE));
      // The client is ahead, so that the close frame waits until FIN has long come.
      client.sendHandshakeWith(together.toByteArray(), "/?connection=fin");
      client.finish();
      client.readRest();
    }
    String account = new AccountClient(port).get("/connections/fin?wait=5s").body();
    assertThat(account).contains("\"tcpEnd\":\"fin\"", "\"clean\":true");
  }
}
