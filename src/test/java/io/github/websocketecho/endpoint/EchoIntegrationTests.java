package io.github.websocketecho.endpoint;

import static io.github.websocketecho.support.RawClient.BINARY;
import static io.github.websocketecho.support.RawClient.CLOSE;
import static io.github.websocketecho.support.RawClient.CONTINUATION;
import static io.github.websocketecho.support.RawClient.PING;
import static io.github.websocketecho.support.RawClient.TEXT;
import static io.github.websocketecho.support.RawClient.frame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Frame;
import io.github.websocketecho.support.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(TestServer.class)
class EchoIntegrationTests {

  @Autowired private TestServer server;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/.ws",
        "/raw",
        "/a/b/c",
        "/?x=1&y=%ff",
        "/assets/page.css",
        "/favicon.ico",
        "/robots.txt",
        "/closet/1000/x"
      })
  void echoesAtEveryPathWithoutAnotherEndpoint(String path) throws Exception {
    try (var client = server.open(path)) {
      client.sendText("hello");
      assertThat(client.read()).hasToString("text \"hello\"");
    }
  }

  @Test
  void sendsNothingBeforeTheFirstEcho() throws Exception {
    try (var client = server.open("/")) {
      client.send(frame(true, 0, PING, new byte[] {1}));
      assertThat(client.read()).hasToString("pong 01");
      client.sendText("first");
      assertThat(client.read()).hasToString("text \"first\"");
    }
  }

  @Test
  void preservesTypeBytesAndOrder() throws Exception {
    try (var client = server.record("/")) {
      assertThat(client.next()).isEqualTo("open");
      client.socket().sendText("你好 👋 \0", true).join();
      client.socket().sendBinary(ByteBuffer.wrap(HexFormat.of().parseHex("00ff80c3")), true).join();
      client.socket().sendText("", true).join();
      client.socket().sendBinary(ByteBuffer.allocate(0), true).join();
      assertThat(client.next()).isEqualTo("text \"你好 👋 \0\"");
      assertThat(client.next()).isEqualTo("binary 00ff80c3");
      assertThat(client.next()).isEqualTo("text \"\"");
      assertThat(client.next()).isEqualTo("binary");
      client.socket().sendClose(1000, "done").join();
      assertThat(client.next()).isEqualTo("close 1000 done");
      assertThat(client.leftOver()).isEmpty();
    }
  }

  @Test
  void echoesAFragmentedMessageWithAPingInBetween() throws Exception {
    try (var client = server.open("/")) {
      client.send(frame(false, 0, TEXT, "你".getBytes(UTF_8)));
      client.send(frame(true, 0, PING, new byte[] {7}));
      client.send(frame(false, 0, CONTINUATION, new byte[0]));
      client.send(frame(true, 0, CONTINUATION, "好".getBytes(UTF_8)));
      assertThat(client.readMessage(TEXT)).isEqualTo("你好".getBytes(UTF_8));
    }
  }

  @Test
  void echoesACharacterSplitAcrossFragments() throws Exception {
    byte[] wave = "👋".getBytes(UTF_8);
    try (var client = server.open("/")) {
      for (int i = 0; i < wave.length; i++) {
        client.send(
            frame(i == wave.length - 1, 0, i == 0 ? TEXT : CONTINUATION, new byte[] {wave[i]}));
      }
      assertThat(client.readMessage(TEXT)).isEqualTo(wave);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 8191, 8192, 8193, 65535, 65536, 100_000})
  void echoesFramesOfAnyLength(int length) throws Exception {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (i * 31);
    }
    try (var client = server.open("/")) {
      client.send(frame(true, 0, BINARY, payload));
      assertThat(client.readMessage(BINARY)).isEqualTo(payload);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ff,                        a byte that is never valid in UTF-8",
    "c3 28,                     a lead byte without its continuation",
    "c0 80,                     an overlong encoding of U+0000",
    "ed a0 80,                  half of a surrogate pair",
    "f4 90 80 80,               beyond U+10FFFF",
    "48 69 e4 bd,               an incomplete character",
  })
  void closesWith1007OnTextThatIsNotUtf8(String payload, String description) throws Exception {
    try (var client = server.open("/")) {
      client.send(frame(true, 0, TEXT, HexFormat.of().parseHex(payload.replace(" ", ""))));
      Frame answer = client.read();
      assertThat(answer.opcode()).as(description).isEqualTo(CLOSE);
      assertThat(answer.closeCode()).as(description).isEqualTo(1007);
      client.readEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 10, 11})
  void fragmentsTheEchoAsTheAddressSays(int size) throws Exception {
    try (var client = server.open("/?max_fragment_size=" + size)) {
      client.sendText("0123456789");
      int longest = 0;
      int frames = 0;
      Frame frame;
      do {
        frame = client.read();
        frames++;
        longest = Math.max(longest, frame.payload().length);
      } while (!frame.fin());
      assertThat(longest).isEqualTo(Math.min(size, 10));
      assertThat(frames).isEqualTo(Math.ceilDiv(10, size));
    }
  }

  @Test
  void closesWith1009AboveTheMessageSizeOfTheAddress() throws Exception {
    try (var client = server.open("/?max_message_size=5")) {
      client.sendText("12345");
      assertThat(client.read()).hasToString("text \"12345\"");
      client.sendText("123456");
      assertThat(client.read()).hasToString("close 1009 The message has more than 5 bytes.");
      client.readEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"max_message_size=-1", "max_fragment_size=1073741825", "max_message_size=x"})
  void rejectsASizeOutOfRange(String query) throws Exception {
    try (var client = server.connect()) {
      var response = client.handshake("/?" + query);
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("Allowed: 0-1073741824 bytes, 0 for no limit.");
    }
  }

  @Test
  void echoesALongTextWithCharactersSplitAtAnyByte() throws Exception {
    byte[] text = "a你b👋".repeat(100_000).getBytes(UTF_8);
    try (var client = server.open("/")) {
      Thread sender =
          Thread.startVirtualThread(
              () -> {
                try {
                  client.send(frame(true, 0, TEXT, text));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThat(client.readMessage(TEXT)).isEqualTo(text);
      assertThat(sender.join(RawClient.PATIENCE)).isTrue();
    }
  }

  @Test
  void acceptsTheFirstOfferedSubprotocol() throws Exception {
    try (var client = server.record("/", "graphql-ws", "chat")) {
      assertThat(client.next()).isEqualTo("open graphql-ws");
    }
    try (var client = server.connect()) {
      var response =
          client.handshake(
              "/", "Sec-WebSocket-Protocol: one , two", "Sec-WebSocket-Protocol: three");
      assertThat(response.status()).isEqualTo(101);
      assertThat(response.header("Sec-WebSocket-Protocol")).isEqualTo("one");
    }
  }

  @Test
  void sendsNoSubprotocolIfNoneIsOffered() throws Exception {
    try (var client = server.connect()) {
      assertThat(client.handshake("/").headers())
          .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
          .doesNotContainKeys("sec-websocket-protocol", "sec-websocket-extensions");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "permessage-deflate; client_max_window_bits",
        "foo, permessage-deflate"
      })
  void compressesIfTheClientOffersIt(String offer) throws Exception {
    byte[] words = "WebSocket rocks, WebSocket rocks, WebSocket rocks".getBytes(UTF_8);
    try (var client = server.connect()) {
      var response = client.handshake("/", "Sec-WebSocket-Extensions: " + offer);
      assertThat(response.header("Sec-WebSocket-Extensions")).startsWith("permessage-deflate");

      byte[] compressed = deflate(words);
      assertThat(compressed).hasSizeLessThan(words.length);
      client.send(frame(true, 4, TEXT, compressed));
      var echo = new ByteArrayOutputStream();
      Frame answer = client.read();
      assertThat(answer.rsv()).isEqualTo(4);
      echo.write(answer.payload());
      while (!answer.fin()) {
        answer = client.read();
        echo.write(answer.payload());
      }
      assertThat(inflate(echo.toByteArray())).isEqualTo(words);
    }
  }

  @Test
  void survivesAResetInTheMiddleOfAMessage() throws Exception {
    try (var client = server.open("/")) {
      client.send(RawClient.header(true, 0, BINARY, 1 << 20));
      client.send(new byte[1000]);
      client.resetOnClose();
    }
    try (var client = server.open("/")) {
      client.sendText("still there");
      assertThat(client.read()).hasToString("text \"still there\"");
    }
  }

  @Test
  void survivesAResetWithUnreadEchoes() throws Exception {
    try (var client = server.open("/")) {
      byte[] frame = frame(true, 0, BINARY, new byte[1 << 16]);
      for (int i = 0; i < 20; i++) {
        client.send(frame);
      }
      client.resetOnClose();
    }
    try (var client = server.open("/")) {
      client.sendText("still there");
      assertThat(client.read()).hasToString("text \"still there\"");
    }
  }

  private static byte[] deflate(byte[] bytes) {
    try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(bytes);
      byte[] out = new byte[1000];
      int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
      // Without the last four bytes, 00 00 ff ff (RFC 7692, section 7.2.1).
      return Arrays.copyOf(out, length - 4);
    }
  }

  private static byte[] inflate(byte[] bytes) throws Exception {
    try (var inflater = new Inflater(true)) {
      byte[] complete = Arrays.copyOf(bytes, bytes.length + 4);
      complete[complete.length - 2] = (byte) 0xff;
      complete[complete.length - 1] = (byte) 0xff;
      inflater.setInput(complete);
      byte[] out = new byte[1000];
      return Arrays.copyOf(out, inflater.inflate(out));
    }
  }
}
