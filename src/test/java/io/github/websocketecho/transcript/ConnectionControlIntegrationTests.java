package io.github.websocketecho.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ConnectionControlIntegrationTests extends TranscriptServer {

  @Test
  void deleteClosesTheConnection() throws Exception {
    try (var client = RawClient.open(port, "/?connection=closed")) {
      var response = transcripts.delete("/connections/closed?code=4000&reason=that%20is%20it");
      assertThat(response.statusCode()).isEqualTo(202);
      assertThat(client.read()).hasToString("close 4000 that is it");
      assertThat(transcripts.delete("/connections/closed").statusCode()).isEqualTo(409);
      client.sendClose(4000, "");
      client.readEnd();
    }
    JsonNode closing = transcripts.ended("closed").path("closing");
    assertThat(closing.path("cause").stringValue()).isEqualTo("asked");
    assertThat(closing.path("initiator").stringValue()).isEqualTo("server");
    assertThat(transcripts.delete("/connections/closed").statusCode()).isEqualTo(409);
  }

  @Test
  void deleteWithoutACodeClosesWith1000() throws Exception {
    try (var client = RawClient.open(port, "/?connection=normal")) {
      assertThat(transcripts.delete("/connections/normal").statusCode()).isEqualTo(202);
      assertThat(client.read()).hasToString("close 1000");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "code=1005, code, 1005",
    "code=999, code, 999",
    "code=5000, code, 5000",
    "code=x, code, x",
    "code=, code, ''",
    "code=%2B1000, code, +1000",
    "code=01000, code, 01000",
    "code=1000&code=1001, code, '1000, 1001'",
    "reason=a&reason=b, reason, 'a, b'",
    "reason=%e4%b8%80%ff, query, reason=%e4%b8%80%ff",
  })
  void deleteWithAnInvalidCodeOrReasonIsRejected(String query, String name, String value)
      throws Exception {
    try (var client = RawClient.open(port, "/?connection=" + "c" + query.hashCode())) {
      var response = transcripts.delete("/connections/c" + query.hashCode() + "?" + query);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body())
          .contains("Invalid value “" + value + "” for the parameter " + name + ".");
      client.sendText("open");
      assertThat(client.read()).hasToString("text \"open\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"DELETE, ?nope=1, 'code, reason'", "POST, /messages?code=1000, none"})
  void unknownParameterIsRejected(String method, String path, String known) throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.open(port, "/?connection=" + id)) {
      var response =
          transcripts.send(
              method,
              "/connections/" + id + path,
              BodyPublishers.ofString("hi"),
              "Content-Type",
              "text/plain");
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body())
          .contains("Unknown parameter ", ". Allowed: " + known + ".")
          .contains("\"allowed\":\"" + known + '"');
      client.sendText("open");
      assertThat(client.read()).hasToString("text \"open\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"123, 202", "124, 400"})
  void deleteAcceptsAReasonOfUpTo123Bytes(int length, int status) throws Exception {
    String id = "reason" + length;
    try (var _ = RawClient.open(port, "/?connection=" + id)) {
      var response = transcripts.delete("/connections/" + id + "?reason=" + "r".repeat(length));
      assertThat(response.statusCode()).isEqualTo(status);
    }
  }

  @Test
  void postedMessageIsSent() throws Exception {
    try (var client = RawClient.open(port, "/?connection=sent")) {
      String path = "/connections/sent/messages";
      assertThat(transcripts.post(path, "text/plain", "héllo".getBytes(UTF_8)).statusCode())
          .isEqualTo(202);
      assertThat(client.read()).hasToString("text \"héllo\"");
      assertThat(
              transcripts
                  .post(path, "application/octet-stream", new byte[] {0, (byte) 0xFF})
                  .statusCode())
          .isEqualTo(202);
      assertThat(client.read()).hasToString("binary 00ff");
      assertThat(transcripts.post(path, "text/plain;charset=utf-8", new byte[0]).statusCode())
          .isEqualTo(202);
      assertThat(client.read()).hasToString("text \"\"");
    }
  }

  @Test
  void postedMessageWaitsForTheMessageInProgress() throws Exception {
    try (var client = RawClient.open(port, "/?connection=between")) {
      client.send(RawClient.frame(false, 0, RawClient.TEXT, "a".getBytes(UTF_8)));
      assertThat(client.read()).hasToString("unfinished text \"a\"");
      assertThat(
              transcripts
                  .post("/connections/between/messages", "text/plain", "x".getBytes(UTF_8))
                  .statusCode())
          .isEqualTo(202);
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, "b".getBytes(UTF_8)));
      assertThat(client.read()).hasToString("continuation \"b\"");
      assertThat(client.read()).hasToString("text \"x\"");
    }
  }

  @Test
  void postedMessageWaitsForTheMessageInTheCompressor() throws Exception {
    byte[] hello = HexFormat.of().parseHex("f248cdc9c90700"); // RFC 7692, section 7.2.3.1.
    try (var client =
        RawClient.open(
            port, "/?connection=compressed", "Sec-WebSocket-Extensions: permessage-deflate")) {
      client.send(RawClient.frame(false, 4, RawClient.TEXT, hello));
      client.sendHex("89 80 00000000"); // The pong proves that the first part has been received.
      assertThat(client.read()).hasToString("pong ");
      transcripts.post("/connections/compressed/messages", "text/plain", " world".getBytes(UTF_8));
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, new byte[0]));
      try (var inflater = new Inflater(true)) {
        assertThat(inflated(inflater, client.readMessage(RawClient.TEXT))).isEqualTo("Hello");
        assertThat(inflated(inflater, client.readMessage(RawClient.TEXT))).isEqualTo(" world");
      }
    }
  }

  private static String inflated(Inflater inflater, byte[] payload) throws DataFormatException {
    byte[] input = Arrays.copyOf(payload, payload.length + 4);
    input[input.length - 2] = (byte) 0xFF;
    input[input.length - 1] = (byte) 0xFF;
    inflater.setInput(input);
    byte[] text = new byte[100];
    return new String(text, 0, inflater.inflate(text), UTF_8);
  }

  @Test
  void messageToAClientThatDoesNotReadGets503() throws Exception {
    try (var _ = RawClient.open(port, "/?connection=slow")) {
      int status = 202;
      int sent = 0;
      while (status == 202 && sent < 1000) {
        var response =
            transcripts.post(
                "/connections/slow/messages", "application/octet-stream", new byte[1 << 16]);
        status = response.statusCode();
        sent++;
      }
      assertThat(status).isEqualTo(503);
    }
  }

  @Test
  void messageToAClosedConnectionGets409() throws Exception {
    RawClient.open(port, "/?connection=gone").close();
    transcripts.ended("gone");
    var response = transcripts.post("/connections/gone/messages", "text/plain", new byte[0]);
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body()).contains("The connection “gone” is not open.");
    assertThat(transcripts.post("/connections/no/messages", "text/plain", new byte[0]).statusCode())
        .isEqualTo(404);
    assertThat(transcripts.delete("/connections/no").statusCode()).isEqualTo(404);
  }
}
