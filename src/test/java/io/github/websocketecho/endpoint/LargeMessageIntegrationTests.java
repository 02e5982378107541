package io.github.websocketecho.endpoint;

import static io.github.websocketecho.support.RawClient.BINARY;
import static io.github.websocketecho.support.RawClient.CONTINUATION;
import static io.github.websocketecho.support.RawClient.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Frame;
import io.github.websocketecho.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Echoes messages of 64 MiB on a server whose heap is smaller than one of them. */
class LargeMessageIntegrationTests {

  private static final int MESSAGE = 64 << 20;
  private static final int PART = 1 << 16;
  private static final String HEAP = "-Xmx48m";

  private static ServerProcess server;
  private static int port;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = ServerProcess.start(folder, Map.of(), List.of(HEAP), List.of("--server.port=0"));
    port = server.port();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "2, 1000", "1, 1", "1, 1000"})
  void echoesInConstantMemory(int opcode, int fragments) throws Exception {
    try (var client = RawClient.open(port, "/")) {
      CompletableFuture<Long> sent = new CompletableFuture<>();
      Thread.startVirtualThread(
          () -> {
            try {
              sent.complete(send(client, opcode, fragments));
            } catch (IOException | RuntimeException e) {
              sent.completeExceptionally(e);
            }
          });
      long received = receive(client, opcode);
      assertThat(received).isEqualTo(sent.get(10, TimeUnit.SECONDS));

      client.sendText("and on");
      assertThat(client.read()).hasToString("text \"and on\"");
    }
    assertThat(server.log()).doesNotContain("OutOfMemoryError", " ERROR ");
  }

  /** Sends a message in a number of fragments, and returns its checksum. */
  private static long send(RawClient client, int opcode, int fragments) throws IOException {
    var checksum = new CRC32C();
    long sent = 0;
    int counter = 0;
    for (int i = 1; i <= fragments; i++) {
      long end = (long) MESSAGE * i / fragments;
      int code = i == 1 ? opcode : CONTINUATION;
      client.send(RawClient.header(i == fragments, 0, code, end - sent));
      while (sent < end) {
        byte[] part = new byte[(int) Math.min(PART, end - sent)];
        for (int j = 0; j < part.length; j++) {
          // ASCII, because it may be text. Two successive parts are never equal.
          part[j] = (byte) (' ' + counter++ % 93);
        }
        checksum.update(part);
        client.send(RawClient.mask(part));
        sent += part.length;
      }
    }
    return checksum.getValue();
  }

  private static long receive(RawClient client, int opcode) throws IOException {
    var checksum = new CRC32C();
    long length = 0;
    int expected = opcode;
    Frame frame;
    do {
      frame = client.read();
      assertThat(frame.opcode()).isEqualTo(expected);
      expected = CONTINUATION;
      checksum.update(frame.payload());
      length += frame.payload().length;
    } while (!frame.fin());
    assertThat(length).isEqualTo(MESSAGE);
    assertThat(List.of(TEXT, BINARY)).contains(opcode);
    return checksum.getValue();
  }
}
