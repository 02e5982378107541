package io.github.websocketecho.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.TestServer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** Clients that exceed a rate. No other limit may treat them as idle. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.limits.message-rate=100",
      "websocket-echo.limits.byte-rate=64KB",
      "websocket-echo.limits.idle=500ms",
      "websocket-echo.limits.closing=500ms"
    })
@Import(TestServer.class)
class RateLimitIntegrationTests {

  /** How long the pauses last if the double of a rate is sent, because one second is free. */
  private static final Duration SLOWED = Duration.ofSeconds(1);

  private static final byte[] FAR_TOO_MANY = new byte[1200];

  @Autowired private TestServer server;

  @Test
  void floodIsSlowedAndKeepsEveryMessageInOrder() throws Exception {
    try (var client = server.open("/")) {
      long start = System.nanoTime();
      // What is read at once is answered at once: the pause is behind it.
      for (int sent = 0; sent < 400; sent += 200) {
        client.send(texts(sent, sent + 200));
        for (int i = sent; i < sent + 200; i++) {
          assertThat(client.read()).hasToString("text \"message " + i + "\"");
        }
      }
      assertThat(since(start)).isBetween(SLOWED, SLOWED.multipliedBy(4));
    }
  }

  @Test
  void manyBytesAreSlowedAndNoneIsLost() throws Exception {
    byte[] payload = new byte[200 * 1024];
    new Random(1).nextBytes(payload);
    try (var client = server.open("/")) {
      long start = System.nanoTime();
      client.send(RawClient.frame(true, 0, RawClient.BINARY, payload));
      assertThat(client.readMessage(RawClient.BINARY)).isEqualTo(payload);
      client.sendText("and then");
      assertThat(client.read()).hasToString("text \"and then\"");
      assertThat(since(start)).isBetween(SLOWED, SLOWED.multipliedBy(4));
    }
  }

  @Test
  void inflatedBytesAreSlowed() throws Exception {
    try (var client = server.open("/", "Sec-WebSocket-Extensions: permessage-deflate")) {
      long start = System.nanoTime();
      client.send(RawClient.frame(true, 4, RawClient.BINARY, deflated(200 * 1024)));
      assertThat(client.readMessage(RawClient.BINARY)).isNotEmpty();
      client.sendText("and then");
      assertThat(client.read().rsv()).isEqualTo(4);
      assertThat(since(start)).isBetween(SLOWED, SLOWED.multipliedBy(4));
    }
  }

  @Test
  void closeBehindAFloodIsRead() throws Exception {
    try (var client = server.open("/")) {
      client.send(texts(0, 200));
      client.sendClose(4001, "done");
      for (int i = 0; i < 200; i++) {
        assertThat(client.read()).hasToString("text \"message " + i + "\"");
      }
      assertThat(client.read()).hasToString("close 4001 done");
      client.readEnd();
    }
  }

  @Test
  void closeWithinAFloodWaitsForTheAnswerBehindIt() throws Exception {
    // The server closes after the last of these; by then the client is five seconds ahead.
    try (var client = server.open("/close/4000?after=600")) {
      client.send(texts(0, 600));
      while (true) {
        var frame = client.read();
        if (frame.opcode() == RawClient.CLOSE) {
          assertThat(frame).hasToString("close 4000");
          break;
        }
      }
      long start = System.nanoTime();
      client.send(texts(0, 50));
      client.sendClose(4000, "");
      client.readEnd();
      assertThat(since(start)).isLessThan(Duration.ofMillis(450));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {RawClient.TEXT, RawClient.PING, RawClient.PONG})
  void farMoreMessagesAreClosedWith1008(int opcode) throws Exception {
    byte[] frame = RawClient.frame(true, 0, opcode, new byte[0]);
    assertClosedWith1008(repeated(frame, FAR_TOO_MANY.length));
  }

  @Test
  void emptyFragmentsCountAsMessages() throws Exception {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(RawClient.frame(false, 0, RawClient.BINARY, new byte[0]));
    byte[] fragment = RawClient.frame(false, 0, RawClient.CONTINUATION, new byte[0]);
    bytes.writeBytes(repeated(fragment, FAR_TOO_MANY.length));
    assertClosedWith1008(bytes.toByteArray());
  }

  private void assertClosedWith1008(byte[] frames) throws Exception {
    try (var client = server.open("/")) {
      client.send(frames);
      var frame = client.read();
      while (frame.opcode() != RawClient.CLOSE) {
        frame = client.read();
      }
      assertThat(frame).hasToString("close 1008 Message rate limit of 100/s exceeded.");
    }
  }

  @Test
  void farMoreInflatedBytesAreClosedWith1008() throws Exception {
    try (var client = server.open("/", "Sec-WebSocket-Extensions: permessage-deflate")) {
      client.send(RawClient.frame(true, 4, RawClient.BINARY, deflated(4 << 20)));
      var frame = client.read();
      while (frame.opcode() != RawClient.CLOSE) {
        frame = client.read();
      }
      assertThat(frame).hasToString("close 1008 Byte rate limit of 65536/s exceeded.");
    }
  }

  @ParameterizedTest
  @CsvSource({"40, 5", "1, 100"})
  void clientWithinTheRateIsNotSlowed(int messages, int rounds) throws Exception {
    try (var client = server.open("/")) {
      long start = System.nanoTime();
      for (int round = 0; round < rounds && since(start).toMillis() < 900; round++) {
        long sent = System.nanoTime();
        int few = Math.min(messages, 100 / rounds);
        client.send(texts(0, few));
        for (int i = 0; i < few; i++) {
          client.read();
        }
        assertThat(since(sent)).isLessThan(Duration.ofMillis(500));
      }
    }
  }

  private static byte[] texts(int from, int to) {
    var bytes = new ByteArrayOutputStream();
    for (int i = from; i < to; i++) {
      bytes.writeBytes(RawClient.frame(true, 0, RawClient.TEXT, ("message " + i).getBytes(UTF_8)));
    }
    return bytes.toByteArray();
  }

  private static byte[] repeated(byte[] frame, int times) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      bytes.writeBytes(frame);
    }
    return bytes.toByteArray();
  }

  /** This many zeros, compressed. */
  private static byte[] deflated(int length) {
    try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(new byte[length]);
      byte[] output = new byte[length];
      int size = deflater.deflate(output, 0, length, Deflater.SYNC_FLUSH);
      return Arrays.copyOf(output, size - 4);
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
