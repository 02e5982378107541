package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageBodyIntegrationTests extends TranscriptServer {

  @ParameterizedTest
  @CsvSource({"65536, 202", "65537, 413"})
  void postedMessageIsAcceptedUpTo64KiB(int size, int status) throws Exception {
    String id = "size" + size;
    try (var client = RawClient.open(port, "/?connection=" + id)) {
      var response =
          transcripts.post(
              "/connections/" + id + "/messages", "application/octet-stream", new byte[size]);
      assertThat(response.statusCode()).isEqualTo(status);
      if (status == 202) {
        assertThat(client.readMessage(RawClient.BINARY)).hasSize(size);
      } else {
        assertThat(response.body()).contains("Allowed: up to 65,536 bytes.");
      }
    }
  }

  @Test
  void textThatIsNotUtf8IsRejected() throws Exception {
    try (var _ = RawClient.open(port, "/?connection=latin")) {
      var response =
          transcripts.post("/connections/latin/messages", "text/plain", new byte[] {(byte) 0xE9});
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("The text is not valid UTF-8.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ISO-8859-1, c3a4,     Ã¤",
    "utf-16be,   00e44e00, ä一",
    "UTF-16,     fffee400, ä",
    "utf-8,      c3a4,     ä",
  })
  void textIsDecodedInItsCharset(String charset, String bytes, String text) throws Exception {
    String id = charset + bytes;
    try (var client = RawClient.open(port, "/?connection=" + id)) {
      var response =
          transcripts.post(
              "/connections/" + id + "/messages",
              "text/plain; charset=" + charset,
              HexFormat.of().parseHex(bytes));
      assertThat(response.statusCode()).isEqualTo(202);
      assertThat(client.read()).hasToString("text \"" + text + '"');
    }
  }

  @ParameterizedTest
  @CsvSource({
    "us-ascii,     e4,         400, The text is not valid US-ASCII.",
    "utf-16be,     d800,       400, The text is not valid UTF-16BE.",
    "utf-16be,     00,         400, The text is not valid UTF-16BE.",
    "utf-32be,     0000d800,   400, The text is not valid UTF-32BE.",
    "nonsense,     61,         415, text/plain with charset=UTF-8",
    "'\"a b\"',  61,         415, text/plain with charset=UTF-8",
  })
  void textThatCannotBeDecodedIsRejected(String charset, String bytes, int status, String detail)
      throws Exception {
    String id = RawClient.newId();
    try (var client = RawClient.open(port, "/?connection=" + id)) {
      var response =
          transcripts.post(
              "/connections/" + id + "/messages",
              "text/plain; charset=" + charset,
              HexFormat.of().parseHex(bytes));
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.body()).contains(detail);
      client.sendText("open");
      assertThat(client.read()).hasToString("text \"open\"");
    }
  }

  @Test
  void messageWithoutAContentTypeIsRejected() throws Exception {
    try (var _ = RawClient.open(port, "/?connection=untyped")) {
      var response =
          transcripts.send("POST", "/connections/untyped/messages", BodyPublishers.ofString("a"));
      assertThat(response.statusCode()).isEqualTo(415);
      assertThat(response.headers().firstValue("Accept"))
          .contains("text/plain, application/octet-stream");
      assertThat(response.body()).contains("The header Content-Type is missing.");
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip, 415", "'gzip, identity', 415", "identity, 202", "Identity, 202"})
  void messageWithAContentEncodingOtherThanIdentityIsRejected(String encoding, int status)
      throws Exception {
    try (var _ = RawClient.open(port, "/?connection=encoded" + encoding.hashCode())) {
      var response =
          transcripts.send(
              "POST",
              "/connections/encoded" + encoding.hashCode() + "/messages",
              BodyPublishers.ofString("a"),
              "Content-Type",
              "text/plain",
              "Content-Encoding",
              encoding);
      assertThat(response.statusCode()).isEqualTo(status);
      if (status == 415) {
        assertThat(response.headers().firstValue("Accept-Encoding")).contains("identity");
        assertThat(response.body())
            .contains("The content encoding " + encoding + " is not supported.");
      }
    }
  }

  @Test
  void messageOfAnotherTypeIsRejected() throws Exception {
    try (var _ = RawClient.open(port, "/?connection=typed")) {
      var response =
          transcripts.post("/connections/typed/messages", "application/json", new byte[] {'1'});
      assertThat(response.statusCode()).isEqualTo(415);
      assertThat(response.body()).contains("application/octet-stream for a binary message");
    }
  }
}
