package io.github.websocketecho.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Frame;
import io.github.websocketecho.support.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** A client that violates RFC 6455 receives the close code, and then TCP ends. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.limits.message-size=100KB")
@Import(TestServer.class)
class ProtocolRulesIntegrationTests {

  @Autowired private TestServer server;

  @ParameterizedTest
  @CsvSource({
    "81 05 48656c6c6f,                  1002, not masked",
    "c1 80 00000000,                    1002, RSV1",
    "a1 80 00000000,                    1002, RSV2",
    "91 80 00000000,                    1002, RSV3",
    "83 80 00000000,                    1002, opcode 3",
    "87 80 00000000,                    1002, opcode 7",
    "8b 80 00000000,                    1002, opcode 11",
    "8f 80 00000000,                    1002, opcode 15",
    "09 80 00000000,                    1002, a fragmented ping",
    "08 80 00000000,                    1002, a fragmented close",
    "89 fe 007e 00000000,               1002, a ping of 126 bytes",
    "80 80 00000000,                    1002, nothing to continue",
    "01 80 00000000 81 80 00000000,     1002, a message within a message",
    "82 fe 007d 00000000,               1002, 125 in sixteen bits",
    "82 ff 000000000000ffff 00000000,   1002, 65535 in sixty-four bits",
    "82 ff 8000000000000000 00000000,   1002, the highest bit of a length",
    "88 81 00000000 03,                 1002, a close of one byte",
    "88 83 00000000 03e8 ff,            1007, a reason that is not UTF-8",
    "01 81 00000000 c3 80 81 00000000 28, 1007, not UTF-8 across fragments",
    "01 82 00000000 e4bd 80 80 00000000, 1007, a character without its end",
    "82 ff 0000000000019001 00000000,   1009, a message that is too long",
    "02 80 00000000 80 ff 0000000000019001 00000000, 1009, fragments that are too long",
  })
  void violationFailsTheConnection(String hex, int code, String what) throws Exception {
    try (var client = server.open("/")) {
      client.sendHex(hex);
      Frame answer = client.read();
      while (answer.opcode() < RawClient.CLOSE) {
        answer = client.read(); // The echo of the valid frames.
      }
      assertThat(answer.opcode()).as(what).isEqualTo(RawClient.CLOSE);
      assertThat(answer.closeCode()).as(what).isEqualTo(code);
      assertThat(answer.payload()).as("says why").hasSizeGreaterThan(10);
      client.readEnd();
    }
  }

  @Test
  void messagesBeforeAViolationAreAnswered() throws Exception {
    try (var client = server.open("/")) {
      client.sendHex("81 81 00000000 61  89 81 00000000 07  83 80 00000000");
      assertThat(client.read()).hasToString("text \"a\"");
      assertThat(client.read()).hasToString("pong 07");
      assertThat(client.read()).hasToString("close 1002 Opcode 3 is reserved.");
      client.readEnd();
    }
  }

  @Test
  void clientThatGoesOnSendingReceivesTheReason() throws Exception {
    try (var client = server.open("/")) {
      client.sendHex("83 80 00000000");
      client.send(new byte[100_000]);
      assertThat(client.read()).hasToString("close 1002 Opcode 3 is reserved.");
      client.readEnd();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "81 95 00000000  ce ba e1 bd b9 cf 83 ce bc ce b5 f4 90, 90",
    "81 95 01020304  60 60 fc,                               ff",
    "81 fe 1000 00000000  61 61 ff,                          ff",
    "01 81 00000000 f4  80 95 00000000 90,                   90",
  })
  void failsAtTheFirstBadByteOfAnIncompleteFrame(String hex, String at) throws Exception {
    try (var client = server.open("/")) {
      client.sendHex(hex);
      Frame answer = client.read();
      while (answer.opcode() == RawClient.TEXT) {
        answer = client.read();
      }
      assertThat(answer)
          .hasToString("close 1007 The text message is not UTF-8: byte 0x" + at + ".");
      client.readEnd();
    }
  }

  @Test
  void textSentByteByByteIsEchoed() throws Exception {
    String text = "aé你👋 ".repeat(10);
    byte[] frame = RawClient.frame(true, 0, RawClient.TEXT, text.getBytes(UTF_8));
    try (var client = server.open("/")) {
      for (int round = 0; round < 2; round++) {
        for (byte b : frame) {
          client.send(new byte[] {b});
        }
        assertThat(client.read()).hasToString("text \"" + text + '"');
      }
    }
  }

  @Test
  void failsAtTheFirstBadByteOfAnIncompleteMessage() throws Exception {
    try (var client = server.open("/")) {
      client.send(RawClient.header(true, 0, RawClient.TEXT, 100_000));
      byte[] part = new byte[20_000];
      java.util.Arrays.fill(part, (byte) 'a');
      part[100] = (byte) 0xFF;
      client.send(RawClient.mask(part));
      assertThat(client.read().closeCode()).isEqualTo(1007);
      client.readEnd();
    }
  }

  @Test
  void messageOfTheMaximumSizeIsEchoed() throws Exception {
    try (var client = server.open("/")) {
      client.send(RawClient.frame(true, 0, RawClient.BINARY, new byte[100 * 1024]));
      int length = 0;
      Frame frame;
      do {
        frame = client.read();
        length += frame.payload().length;
      } while (!frame.fin());
      assertThat(length).isEqualTo(100 * 1024);
    }
  }

  @Test
  void pingIsAnsweredWithItsPayloadAndPongIsDiscarded() throws Exception {
    try (var client = server.open("/")) {
      client.send(RawClient.frame(true, 0, RawClient.PONG, new byte[] {9}));
      client.send(RawClient.frame(true, 0, RawClient.PING, new byte[125]));
      assertThat(client.read()).hasToString("pong " + "00".repeat(125));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "88 80 00000000,             close empty",
    "88 82 00000000 03f4,        close 1012",
    "88 82 00000000 03f5,        close 1013",
    "88 82 00000000 03f6,        close 1014",
    "88 85 00000000 0fa1 627965, close 4001 bye",
  })
  void closeIsAnsweredWithTheSameCodeAndReason(String hex, String close) throws Exception {
    try (var client = server.open("/")) {
      client.sendHex(hex + "81 81 00000000 61");
      assertThat(client.read()).hasToString(close);
      client.readEnd();
    }
  }

  @Test
  void smallMessageIsEchoedInOneFrameHoweverItArrives() throws Exception {
    byte[] payload = new byte[16 * 1024];
    byte[] frame = RawClient.frame(true, 0, RawClient.BINARY, payload);
    try (var client = server.open("/")) {
      for (int at = 0; at < frame.length; at += 1000) {
        client.send(java.util.Arrays.copyOfRange(frame, at, Math.min(at + 1000, frame.length)));
      }
      Frame echo = client.read();
      assertThat(echo.fin()).isTrue();
      assertThat(echo.payload()).hasSize(payload.length);
    }
  }
}
