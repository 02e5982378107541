package io.github.websocketecho.tomcat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Extent;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.ServerProcess;
import io.github.websocketecho.support.TlsRecords;
import io.github.websocketecho.transcript.TranscriptClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Bytes before the end of TLS are handled, even if all are received at once. */
class TlsEndIntegrationTests {

  private static final int TIMES = Extent.of(50, 200);
  private static final Pattern PORTS =
      Pattern.compile("started on ports (?<plain>\\d+) \\(http\\), (?<tls>\\d+) \\(https\\)");

  private static final byte[] TEXT = RawClient.frame(true, 0, RawClient.TEXT, "hi".getBytes(UTF_8));
  private static final byte[] CLOSE =
      RawClient.frame(
          true, 0, RawClient.CLOSE, ByteBuffer.allocate(2).putShort((short) 4003).array());

  @TempDir private static Path folder;
  private static ServerProcess server;
  private static TranscriptClient transcripts;
  private static int port;

  /** The bytes that a client sends at once, before FIN. */
  interface End {
    byte[] of(TlsRecords client) throws IOException;
  }

  @BeforeAll
  static void start() throws Exception {
    server =
        ServerProcess.start(
            folder,
            Map.of(),
            ServerProcess.QUICK_START,
            List.of(
                "--server.port=0",
                "--websocket-echo.tls.port=0",
                "--websocket-echo.limits.connection-rate=0"));
    var ports = server.await(PORTS);
    transcripts = new TranscriptClient(Integer.parseInt(ports.group("plain")));
    port = Integer.parseInt(ports.group("tls"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Stream<Arguments> ends() {
    return Stream.of("TLSv1.2", "TLSv1.3")
        .flatMap(
            protocol ->
                Stream.of(
                    end(protocol, "texts", 3, client -> client.wrap(join(TEXT, TEXT, TEXT))),
                    end(
                        protocol,
                        "texts in separate records",
                        3,
                        client -> join(client.wrap(TEXT), client.wrap(TEXT), client.wrap(TEXT))),
                    end(protocol, "a close frame", 0, client -> client.wrap(CLOSE)),
                    end(
                        protocol,
                        "a text and a close frame",
                        1,
                        client -> join(client.wrap(TEXT), client.wrap(CLOSE)))));
  }

  private static Arguments end(String protocol, String name, int messages, End end) {
    return Arguments.of(protocol, name, messages, end);
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static TlsRecords open(String protocol, String id) throws IOException {
    TlsRecords client = TlsRecords.connect(port, protocol);
    String head =
        "GET /?connection=" + id + " HTTP/1.1\r\n" + String.join("\r\n", RawClient.HANDSHAKE);
    client.send(client.wrap((head + "\r\n\r\n").getBytes(UTF_8)));
    var response = new StringBuilder();
    while (response.indexOf("\r\n\r\n") < 0) {
      response.append(new String(client.read(), UTF_8));
    }
    assertThat(response.toString()).startsWith("HTTP/1.1 101");
    return client;
  }

  private static String id(String protocol, String name, int number) {
    return (protocol + "-" + name).replace(' ', '-') + "-" + number;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("ends")
  void bytesBeforeCloseNotifyAndFinAreHandled(String protocol, String name, int messages, End end)
      throws Exception {
    for (int i = 0; i < TIMES; i++) {
      String id = id(protocol, name, i);
      try (TlsRecords client = open(protocol, id)) {
        client.send(join(end.of(client), client.closeNotify()));
        client.finish();
        JsonNode transcript = transcripts.ended(id);
        assertThat(transcript.at("/received/messages").intValue()).as(id).isEqualTo(messages);
        if (name.contains("close")) {
          assertThat(transcript.at("/closing/received/code").intValue()).as(id).isEqualTo(4003);
        }
        assertThat(transcript.at("/closing/tcpEnd").stringValue()).as(id).isEqualTo("fin");
      }
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("ends")
  void bytesBeforeFinWithoutCloseNotifyAreHandled(
      String protocol, String name, int messages, End end) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      String id = id(protocol, name, i) + "-cut";
      try (TlsRecords client = open(protocol, id)) {
        client.send(end.of(client));
        client.finish();
        JsonNode transcript = transcripts.ended(id);
        assertThat(transcript.at("/received/messages").intValue()).as(id).isEqualTo(messages);
        if (name.contains("close")) {
          assertThat(transcript.at("/closing/received/code").intValue()).as(id).isEqualTo(4003);
        }
      }
    }
  }
}
