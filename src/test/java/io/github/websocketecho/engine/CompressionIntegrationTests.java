package io.github.websocketecho.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Frame;
import io.github.websocketecho.support.TestServer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** Messages with permessage-deflate (RFC 7692) over a socket, by zlib's own codecs. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(TestServer.class)
class CompressionIntegrationTests {

  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
  private static final int RSV1 = 4;
  private static final byte[] TAIL = {0, 0, -1, -1};
  private static final List<String> MESSAGES =
      List.of("Hello, hello, hello", "Hello, hello, hello", "", "再见再见再见", "x".repeat(40_000));

  @Autowired private TestServer server;

  @ParameterizedTest
  @CsvSource({
    "permessage-deflate, true, true",
    "permessage-deflate; client_no_context_takeover, false, true",
    "permessage-deflate; server_no_context_takeover, true, false",
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover, false, false",
    "permessage-deflate; server_max_window_bits=15, true, true",
    "permessage-deflate; server_max_window_bits=9, true, true",
    "permessage-deflate; server_no_context_takeover; server_max_window_bits=8, true, false",
    "permessage-deflate; client_max_window_bits=15, true, true",
  })
  void echoesCompressedMessages(String offer, boolean clientTakeover, boolean serverTakeover)
      throws Exception {
    try (var client = server.connect();
        var codecs = new Codecs(clientTakeover, serverTakeover)) {
      assertThat(client.handshake("/", EXTENSIONS + ": " + offer).header(EXTENSIONS))
          .isEqualTo(offer);
      for (String message : MESSAGES) {
        client.send(RawClient.frame(true, RSV1, RawClient.TEXT, codecs.deflate(message)));
        assertThat(codecs.read(client)).isEqualTo(message);
      }
    }
  }

  @Test
  void usesEarlierMessagesIfTheContextIsTakenOver() throws Exception {
    String message = "Two messages that are the same, and long enough to be worth it.";
    try (var client = server.open("/", EXTENSIONS + ": permessage-deflate");
        var codecs = new Codecs(true, true)) {
      byte[] first = codecs.deflate(message);
      byte[] second = codecs.deflate(message);
      assertThat(second).hasSizeLessThan(first.length / 2);
      client.send(RawClient.frame(true, RSV1, RawClient.TEXT, first));
      client.send(RawClient.frame(true, RSV1, RawClient.TEXT, second));
      assertThat(codecs.read(client)).isEqualTo(message);
      assertThat(codecs.read(client)).isEqualTo(message);
      assertThat(codecs.lastLength).isLessThan(codecs.lengthBefore / 2);
    }
  }

  @Test
  void echoesACompressedMessageInFragmentsAroundAPing() throws Exception {
    try (var client = server.open("/", EXTENSIONS + ": permessage-deflate");
        var codecs = new Codecs(true, true)) {
      byte[] payload = codecs.deflate("fragments of one compressed message");
      client.send(RawClient.frame(false, RSV1, RawClient.TEXT, Arrays.copyOf(payload, 3)));
      client.sendHex("89 81 00000000 07");
      client.send(
          RawClient.frame(
              true, 0, RawClient.CONTINUATION, Arrays.copyOfRange(payload, 3, payload.length)));
      assertThat(client.read()).hasToString("pong 07");
      assertThat(codecs.read(client)).isEqualTo("fragments of one compressed message");
    }
  }

  @Test
  void echoesAnUncompressedMessageAmongCompressedOnes() throws Exception {
    try (var client = server.open("/", EXTENSIONS + ": permessage-deflate");
        var codecs = new Codecs(true, true)) {
      client.send(RawClient.frame(true, RSV1, RawClient.TEXT, codecs.deflate("compressed")));
      client.sendText("plain");
      client.send(RawClient.frame(true, RSV1, RawClient.TEXT, codecs.deflate("compressed")));
      assertThat(codecs.read(client)).isEqualTo("compressed");
      assertThat(codecs.read(client)).isEqualTo("plain");
      assertThat(codecs.read(client)).isEqualTo("compressed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; unknown",
        "permessage-deflate; client_max_window_bits=16"
      })
  void declinesAnUnsupportedOfferAndEchoesUncompressed(String offer) throws Exception {
    try (var client = server.connect()) {
      assertThat(client.handshake("/", EXTENSIONS + ": " + offer).header(EXTENSIONS)).isEmpty();
      client.sendText("plain");
      assertThat(client.read()).hasToString("text \"plain\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "c1 81 00000000 ff,  1007",
    "c1 82 00000000 0302,  1007",
  })
  void failsTheConnectionIfTheDataIsNotDeflate(String hex, int code) throws Exception {
    try (var client = server.open("/", EXTENSIONS + ": permessage-deflate")) {
      client.sendHex(hex);
      assertThat(client.read().closeCode()).isEqualTo(code);
      client.readEnd();
    }
  }

  /** A client's two codecs. */
  private static final class Codecs implements AutoCloseable {

    private final boolean clientTakeover;
    private final boolean serverTakeover;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);

    private int lengthBefore;
    private int lastLength;

    private Codecs(boolean clientTakeover, boolean serverTakeover) {
      this.clientTakeover = clientTakeover;
      this.serverTakeover = serverTakeover;
    }

    private byte[] deflate(String text) {
      deflater.setInput(text.getBytes(UTF_8));
      byte[] output = new byte[1 << 16];
      int length = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
      if (!clientTakeover) {
        deflater.reset();
      }
      // zlib writes nothing at a second flush: an empty block is an empty message.
      return length == 0 ? new byte[1] : Arrays.copyOf(output, length - TAIL.length);
    }

    /** Reads a message of any number of frames. */
    private String read(RawClient client) throws Exception {
      var payload = new ByteArrayOutputStream();
      @Nullable Frame first = null;
      Frame frame;
      do {
        frame = client.read();
        first = first == null ? frame : first;
        payload.writeBytes(frame.payload());
      } while (!frame.fin());
      if (first.rsv() == 0) {
        return payload.toString(UTF_8);
      }
      lengthBefore = lastLength;
      lastLength = payload.size();
      payload.writeBytes(TAIL);
      return inflate(payload.toByteArray());
    }

    private String inflate(byte[] payload) throws DataFormatException {
      var output = new ByteArrayOutputStream();
      byte[] piece = new byte[1 << 16];
      inflater.setInput(payload);
      for (int length; (length = inflater.inflate(piece)) > 0; ) {
        output.write(piece, 0, length);
      }
      if (!serverTakeover) {
        inflater.reset();
      }
      return output.toString(UTF_8);
    }

    @Override
    public void close() {
      deflater.end();
      inflater.end();
    }
  }
}
