package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The engine under TLS. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TlsIntegrationTests {

  private static final String PASSWORD = "password";

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void keyStore(DynamicPropertyRegistry registry) throws Exception {
    Path store = Files.createTempDirectory("tls").resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-alias",
                "echo",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    registry.add("server.ssl.key-store", store::toString);
    registry.add("server.ssl.key-store-password", () -> PASSWORD);
  }

  @Test
  void echoesMessagesOfEverySize() throws Exception {
    var random = new Random(1);
    try (var client = open("/")) {
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
  void echoesABurst() throws Exception {
    try (var client = open("/")) {
      for (int i = 0; i < 1000; i++) {
        client.sendText("message " + i);
      }
      for (int i = 0; i < 1000; i++) {
        assertThat(client.read()).hasToString("text \"message " + i + "\"");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "88 85 00000000 0fa1 627965, close 4001 bye",
    "83 80 00000000,             close 1002 Opcode 3 is reserved.",
    "88 80 00000000,             close empty",
  })
  void closes(String hex, String close) throws Exception {
    try (var client = open("/")) {
      client.sendHex(hex);
      assertThat(client.read()).hasToString(close);
      client.readEnd();
    }
  }

  @Test
  void closesFromTheServersSide() throws Exception {
    try (var client = open("/close/1011?reason=tls")) {
      assertThat(client.read()).hasToString("close 1011 tls");
      client.sendClose(1011, "");
      client.readEnd();
    }
  }

  @Test
  void leavesAnOpeningHandshakeUnanswered() throws Exception {
    try (var client = RawClient.connectTls(port)) {
      client.sendHandshake("/hang?hold=100ms");
      client.readEnd();
    }
  }

  @Test
  void refusesAnOpeningHandshake() throws Exception {
    try (var client = RawClient.connectTls(port)) {
      Response response = client.handshake("/refuse/418?within=100ms");
      assertThat(response.status()).isEqualTo(418);
      assertThat(response.body()).startsWith("418 ");
      client.readEnd();
    }
  }

  @Test
  void answersAnOpeningHandshakeWronglyAndGoesOn() throws Exception {
    try (var client = RawClient.connectTls(port)) {
      Response response = client.handshake("/handshake/no-accept");
      assertThat(response.status()).isEqualTo(101);
      assertThat(response.header("Sec-WebSocket-Accept")).isEmpty();
      client.sendText("still here");
      assertThat(client.read()).hasToString("text \"still here\"");
    }
  }

  @Test
  void answersAnOpeningHandshakeLate() throws Exception {
    try (var client = RawClient.connectTls(port)) {
      assertThat(client.handshake("/slow-handshake?delay=50ms").status()).isEqualTo(101);
      client.sendText("hi");
      assertThat(client.read()).hasToString("text \"hi\"");
    }
  }

  @Test
  void sendsWhatIsIllegal() throws Exception {
    try (var client = open("/illegal/opcode-3")) {
      assertThat(client.readBytes(2)).inHexadecimal().containsExactly(0x83, 0x00);
      client.sendClose(1002, "");
      client.readEnd();
    }
  }

  private RawClient open(String target) throws Exception {
    RawClient client = RawClient.connectTls(port);
    assertThat(client.handshake(target).status()).isEqualTo(101);
    return client;
  }
}
