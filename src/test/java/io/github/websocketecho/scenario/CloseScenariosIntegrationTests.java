package io.github.websocketecho.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.transcript.TranscriptClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class CloseScenariosIntegrationTests {

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void sendsTheBurstBeforeTheCloseFrame(int burst) throws Exception {
    try (var client = RawClient.open(port, "/close/4001?reason=bye&burst=" + burst)) {
      for (int number = 1; number <= burst; number++) {
        assertThat(client.read()).hasToString("text \"" + number + '"');
      }
      assertClosedBy(client, 4001, "close 4001 bye");
    }
  }

  @Test
  void sendsTheBurstAfterTheEchoes() throws Exception {
    try (var client = RawClient.open(port, "/close/1000?after=1&burst=2")) {
      client.sendText("first");
      client.sendText("too late");
      assertThat(client.read()).hasToString("text \"first\"");
      assertThat(client.read()).hasToString("text \"1\"");
      assertThat(client.read()).hasToString("text \"2\"");
      assertClosedBy(client, 1000, "close 1000");
    }
  }

  @Test
  void sendsNoBurstInTheMiddleOfAnEcho() throws Exception {
    try (var client = RawClient.open(port, "/close/1000?after=200ms&burst=2")) {
      client.send(RawClient.frame(false, 0, RawClient.TEXT, "begun".getBytes(UTF_8)));
      assertThat(client.read()).hasToString("unfinished text \"begun\"");
      assertClosedBy(client, 1000, "close 1000");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4001 bye,       close 4001 bye",
    "4001,           close 4001",
    "'1000 ',        close 1000",
    "3000 two words, close 3000 two words",
    "4999 再见,      close 4999 再见",
    "-,              close empty"
  })
  void closesWithTheCodeAndReasonOfAMessage(String request, String close) throws Exception {
    try (var client = RawClient.open(port, "/close")) {
      client.sendText(request);
      assertClosedBy(client, 1000, close);
    }
  }

  @Test
  void closesWithTheCodeAndReasonOfAFragmentedMessage() throws Exception {
    try (var client = RawClient.open(port, "/close")) {
      client.send(RawClient.frame(false, 0, RawClient.TEXT, "400".getBytes(UTF_8)));
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, "1 bye".getBytes(UTF_8)));
      assertClosedBy(client, 4001, "close 4001 bye");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "bye", "999", "1005", "1006 x", "5000", "- bye", " 4001", "LONG", "HUGE"})
  void answersAnInvalidRequestWithTheHelpText(String request) throws Exception {
    String text =
        switch (request) {
          case "LONG" -> "4001 " + "a".repeat(124);
          case "HUGE" -> "4001 " + "a".repeat(200_000);
          default -> request;
        };
    try (var client = RawClient.open(port, "/close")) {
      client.sendText(text);
      assertThat(client.read())
          .hasToString(
              "text \"Send a close code (1000-1003, 1007-1014, 3000-4999), optionally followed by a"
                  + " space and a reason of up to 123 bytes, such as “4001 bye”. Send “-” to close"
                  + " without a code.\"");
      client.sendText("4001 after all");
      assertClosedBy(client, 4001, "close 4001 after all");
    }
  }

  @Test
  void answersABinaryMessageWithTheHelpText() throws Exception {
    try (var client = RawClient.open(port, "/close")) {
      client.send(RawClient.frame(true, 0, RawClient.BINARY, "4001 bye".getBytes(UTF_8)));
      assertThat(client.read().text()).startsWith("Send a close code");
      client.sendText("4001 " + "a".repeat(123));
      assertClosedBy(client, 4001, "close 4001 " + "a".repeat(123));
    }
  }

  @Test
  void closesWithoutACode() throws Exception {
    try (var client = RawClient.open(port, "/close/empty")) {
      assertClosedBy(client, 1000, "close empty");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Nothing: none", "Sec-WebSocket-Extensions: permessage-deflate"})
  void closesInTheMiddleOfAMessage(String header) throws Exception {
    try (var client = RawClient.open(port, "/close/mid-message", header)) {
      assertThat(client.read()).hasToString("unfinished text \"hello\"");
      assertClosedBy(client, 1000, "close 1000");
    }
  }

  @Test
  void sendsMessagesAfterItsCloseFrameUntilTheAnswer() throws Exception {
    try (var client = RawClient.open(port, "/after-close")) {
      assertThat(client.read()).hasToString("close 1000");
      assertThat(client.read()).hasToString("text \"late 1\"");
      assertThat(client.read()).hasToString("text \"late 2\"");
      client.sendClose(1000, "");
      assertThat(new String(client.readRest(), UTF_8)).doesNotContain("late 100");
    }
  }

  @Test
  void aliasClosesLikeTheScenario() throws Exception {
    try (var client = RawClient.open(port, "/ws/close/4001?reason=bye&burst=1")) {
      assertThat(client.read()).hasToString("text \"1\"");
      assertClosedBy(client, 4001, "close 4001 bye");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ws/echo", "/websocket/echo", "/raw", "/ws", "/closet"})
  void echoesAtTheAddressesOfOtherEchoServers(String target) throws Exception {
    try (var client = RawClient.open(port, target)) {
      client.sendText("hello");
      assertThat(client.read()).hasToString("text \"hello\"");
    }
  }

  private static void assertClosedBy(RawClient client, int answer, String close) throws Exception {
    assertThat(client.read()).hasToString(close);
    client.sendClose(answer, "");
    client.readEnd();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&after=1"})
  void crossingCloseIsInOneSegmentWithAText(String after) throws Exception {
    String id = RawClient.newId();
    String target = "/close/4001?reason=bye&cross=on&connection=" + id + after;
    try (var client = RawClient.open(port, target)) {
      if (!after.isEmpty()) {
        client.sendText("hi");
        assertThat(client.read()).hasToString("text \"hi\"");
      }
      assertThat(client.read()).hasToString("text \"Close now.\"");
      client.sendClose(1000, "mine");
      assertThat(client.read()).hasToString("close 4001 bye");
      client.readEnd();
    }
    JsonNode transcript = new TranscriptClient(port).ended(id);
    assertThat(transcript.at("/closing/initiator").asString()).isEqualTo("server");
    assertThat(transcript.at("/closing/received/code").asInt()).isEqualTo(1000);
    assertThat(transcript.at("/closing/clean").asBoolean()).isTrue();
    assertThat(transcript.at("/verdict/passed").asBoolean()).isTrue();
  }
}
