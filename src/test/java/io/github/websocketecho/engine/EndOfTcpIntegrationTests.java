package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The end of TCP is the last event of a connection, and is reported as it happened. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.limits.connections-per-address=1",
      "websocket-echo.limits.connection-rate=0",
      "websocket-echo.limits.byte-rate=10KB",
      "websocket-echo.transcripts.open=1"
    })
class EndOfTcpIntegrationTests {

  private static final int TIMES = 400;

  /** As much as the byte rate allows in three seconds, one of which may be saved. */
  private static final byte[] MESSAGE = new byte[30 * 1024];

  @LocalServerPort private int port;

  @Test
  void idAndPlaceAreFreeOnceTheClientSeesFin() throws Exception {
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
  void finThatArrivesWithTheCloseFrameIsTheClients() throws Exception {
    try (var client = RawClient.open(port, "/?connection=fin")) {
      client.send(RawClient.frame(true, 0, RawClient.BINARY, MESSAGE));
      assertThat(client.readMessage(RawClient.BINARY)).hasSameSizeAs(MESSAGE);
      // The client is ahead: the close frame is read long after FIN was received.
      client.sendClose(1000, "");
      client.finish();
      assertThat(client.read()).hasToString("close 1000");
      client.readEnd();
    }
    String transcript = new TranscriptClient(port).get("/connections/fin?wait=5s").body();
    assertThat(transcript).contains("\"tcpEnd\":\"fin\"", "\"clean\":true");
  }
}
