package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.protocol.ServerConversation;
import io.github.websocketecho.support.RawClient;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A message that is received in one frame is echoed in one. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class WholeFramesIntegrationTests {

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "1, 20000, 20100",
    "1, 65535, 65600",
    "2, 65535, 1400",
    "1, 131072, 1400",
    "2, 131072, 50000",
    "2, 131072, 3",
  })
  void frameOfUpTo128KibIsEchoedInOneHoweverItIsCut(int opcode, int length, int piece)
      throws Exception {
    byte[] payload = new byte[length];
    Arrays.fill(payload, (byte) 'x');
    byte[] frame = RawClient.frame(true, 0, opcode, payload);
    try (var client = RawClient.open(port, "/")) {
      // If pieces are very small, the first thousand are enough.
      int cut = Math.min(frame.length, 1000 * piece);
      for (int start = 0; start < cut; start += piece) {
        client.send(Arrays.copyOfRange(frame, start, Math.min(start + piece, cut)));
      }
      client.send(Arrays.copyOfRange(frame, cut, frame.length));
      var echo = client.read();
      assertThat(echo.fin()).isTrue();
      assertThat(echo.payload()).isEqualTo(payload);
    }
  }

  @Test
  void longerFrameIsEchoedCompletelyInParts() throws Exception {
    byte[] payload = new byte[ServerConversation.WHOLE + 1];
    try (var client = RawClient.open(port, "/")) {
      client.send(RawClient.frame(true, 0, RawClient.BINARY, payload));
      assertThat(client.readMessage(RawClient.BINARY)).isEqualTo(payload);
    }
  }

  @Test
  void textIsRejectedAtItsFirstBadByteWithinALongFrame() throws Exception {
    byte[] payload = new byte[60_000];
    Arrays.fill(payload, (byte) 'x');
    payload[40_000] = (byte) 0xff;
    byte[] frame = RawClient.frame(true, 0, RawClient.TEXT, payload);
    try (var client = RawClient.open(port, "/")) {
      client.send(Arrays.copyOf(frame, 30_000));
      client.send(Arrays.copyOfRange(frame, 30_000, 45_000));
      assertThat(client.read().closeCode()).isEqualTo(1007);
    }
  }
}
