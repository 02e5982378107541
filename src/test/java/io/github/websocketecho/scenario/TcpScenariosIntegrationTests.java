package io.github.websocketecho.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TcpScenariosIntegrationTests {

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(strings = {"/drop", "/drop?after=0", "/drop?after=0s", "/abort"})
  void endsTcpAtOnceWithoutACloseFrame(String target) throws Exception {
    try (var client = RawClient.open(port, target)) {
      client.readEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/drop?after=2", "/abort?after=2"})
  void endsTcpAfterTheEchoes(String target) throws Exception {
    try (var client = RawClient.open(port, target)) {
      client.send(texts("1", "2", "3"));
      assertThat(client.read()).hasToString("text \"1\"");
      assertThat(client.read()).hasToString("text \"2\"");
      client.readEnd();
    }
  }

  @Test
  void endsTcpAfterATimeAndEchoesUntilThen() throws Exception {
    long start = System.nanoTime();
    try (var client = RawClient.open(port, "/drop?after=300ms")) {
      client.sendText("meanwhile");
      assertThat(client.read()).hasToString("text \"meanwhile\"");
      client.readEnd();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(300), RawClient.PATIENCE);
    }
  }

  @Test
  void sendsNothingAfterFin() throws Exception {
    try (var client = RawClient.open(port, "/drop?after=1")) {
      client.send(texts("1"));
      assertThat(client.read()).hasToString("text \"1\"");
      client.readEnd();
      client.sendText("still there?");
      client.send(RawClient.frame(true, 0, RawClient.PING, new byte[0]));
      client.sendClose(1000, "");
      client.readEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/reset", "/reset?after=0", "/reset?after=0s", "/reset?after=200ms"})
  void resetsTcp(String target) throws Exception {
    try (var client = RawClient.open(port, target)) {
      client.readReset();
    }
  }

  @Test
  void resetsTcpAfterTheEchoes() throws Exception {
    try (var client = RawClient.open(port, "/reset?after=2")) {
      client.send(texts("1", "2", "3"));
      assertThat(client.read()).hasToString("text \"1\"");
      assertThat(client.read()).hasToString("text \"2\"");
      client.readReset();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/cut,             81056865",
    "/cut?at=payload,  81056865",
    "/cut?at=header,   817e",
    "/cut?at=fragment, 010568656c6c6f"
  })
  void endsTcpInTheMiddleOfAMessage(String target, String bytes) throws Exception {
    try (var client = RawClient.open(port, target)) {
      assertThat(HexFormat.of().formatHex(client.readRest())).isEqualTo(bytes);
    }
  }

  private static byte[] texts(String... texts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (String text : texts) {
      bytes.write(RawClient.frame(true, 0, RawClient.TEXT, text.getBytes(UTF_8)));
    }
    return bytes.toByteArray();
  }
}
