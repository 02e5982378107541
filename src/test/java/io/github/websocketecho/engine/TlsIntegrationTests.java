package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.OverTls;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import io.github.websocketecho.support.TestServer;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** The engine with TLS: everything that it does without, and complete TLS records. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(TestServer.class)
@OverTls
class TlsIntegrationTests {

  @Autowired private TestServer server;

  @Test
  void messagesOfEverySizeAreEchoed() throws Exception {
    var random = new Random(1);
    try (var client = server.open("/")) {
      for (int length : new int[] {0, 1, 125, 126, 16_384, 16_385, 65_536, 1 << 20}) {
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        Thread sender =
            Thread.startVirtualThread(
                () -> {
                  try {
                    client.send(RawClient.frame(true, 0, RawClient.BINARY, payload));
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });
        assertThat(client.readMessage(RawClient.BINARY)).isEqualTo(payload);
        assertThat(sender.join(RawClient.PATIENCE)).isTrue();
      }
    }
  }

  @Test
  void burstIsEchoed() throws Exception {
    try (var client = server.open("/")) {
      for (int i = 0; i < 1000; i++) {
        client.sendText("message " + i);
      }
      for (int i = 0; i < 1000; i++) {
        assertThat(client.read()).hasToString("text \"message " + i + "\"");
      }
    }
  }

  @Test
  void openingHandshakeIsLeftUnanswered() throws Exception {
    try (var client = server.connect()) {
      client.sendHandshake("/hang?hold=100ms");
      client.readEnd();
    }
  }

  @Test
  void openingHandshakeIsRefused() throws Exception {
    try (var client = server.connect()) {
      Response response = client.handshake("/refuse/418?within=100ms");
      assertThat(response.status()).isEqualTo(418);
      assertThat(response.body()).startsWith("418 ");
      client.readEnd();
    }
  }

  @Test
  void wrongAnswerIsSentAndHttpGoesOn() throws Exception {
    try (var client = server.connect()) {
      Response response = client.handshake("/handshake/no-accept");
      assertThat(response.status()).isEqualTo(101);
      assertThat(response.header("Sec-WebSocket-Accept")).isEmpty();
      client.sendText("still here");
      assertThat(client.read()).hasToString("text \"still here\"");
    }
  }

  @Test
  void openingHandshakeIsAnsweredLate() throws Exception {
    try (var client = server.connect()) {
      assertThat(client.handshake("/slow-handshake?delay=50ms").status()).isEqualTo(101);
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
    }
  }

  @Test
  void illegalFrameIsSent() throws Exception {
    try (var client = server.open("/illegal/opcode-3")) {
      assertThat(client.read().text()).isEqualTo("The next frame is illegal.");
      assertThat(client.readBytes(2)).inHexadecimal().containsExactly(0x83, 0x00);
      client.sendClose(1002, "");
      client.readEnd();
    }
  }

  @Nested
  class ProtocolRules extends ProtocolRulesIntegrationTests {}

  @Nested
  class Limits extends LimitsIntegrationTests {}

  @Nested
  class Compressing extends CompressionIntegrationTests {}

  @Nested
  class Handlers extends HandlerIntegrationTests {}

  @Nested
  class Pace extends RateLimitIntegrationTests {}
}
