package io.github.websocketecho.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * Spring's handlers on the engine: those that fail, those on other threads, those without parts.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import({TestServer.class, HandlerIntegrationTests.Handlers.class})
@ExtendWith(OutputCaptureExtension.class)
class HandlerIntegrationTests {

  private static final int THREADS = 8;
  private static final int MESSAGES = 200;

  @Autowired private TestServer server;

  @ParameterizedTest
  @CsvSource({"exception", "error"})
  void failureOfAHandlerClosesItsConnectionOnly(String what, CapturedOutput output)
      throws Exception {
    try (var healthy = server.open("/");
        var client = server.open("/test/failing")) {
      client.send(
          concat(
              RawClient.frame(true, 0, RawClient.TEXT, "fine".getBytes(UTF_8)),
              RawClient.frame(true, 0, RawClient.TEXT, what.getBytes(UTF_8)),
              RawClient.frame(true, 0, RawClient.TEXT, "never".getBytes(UTF_8))));
      assertThat(client.read()).hasToString("text \"fine\"");
      assertThat(client.read().closeCode()).isEqualTo(1011);
      client.readEnd();

      healthy.sendText("and on");
      assertThat(healthy.read()).hasToString("text \"and on\"");
    }
    assertThat(output.getOut().split("on purpose: " + what, -1)).hasSizeBetween(2, 3);
  }

  @Test
  void messagesMayBeSentByAnyThread() throws Exception {
    try (var client = server.open("/test/threads")) {
      client.sendText("go");
      List<String> received = new ArrayList<>();
      for (int i = 0; i < THREADS * MESSAGES; i++) {
        received.add(new String(client.readMessage(RawClient.TEXT), UTF_8));
      }
      assertThat(received).doesNotHaveDuplicates();
      for (int thread = 0; thread < THREADS; thread++) {
        String prefix = thread + "-";
        assertThat(received.stream().filter(text -> text.startsWith(prefix)))
            .as("the messages of one thread in their order")
            .containsExactlyElementsOf(
                IntStream.range(0, MESSAGES).mapToObj(i -> prefix + i).toList());
      }
    }
  }

  @Test
  void partsAreJoinedForAHandlerThatDoesNotSupportThem() throws Exception {
    byte[] text = "你好".repeat(5000).getBytes(UTF_8);
    try (var client = server.open("/test/whole")) {
      client.send(RawClient.frame(false, 0, RawClient.TEXT, text));
      client.send(RawClient.frame(true, 0, RawClient.CONTINUATION, text));
      assertThat(client.read()).hasToString("text \"20000\"");
      client.send(RawClient.frame(true, 0, RawClient.TEXT, new byte[64 * 1024]));
      assertThat(client.read()).hasToString("text \"65536\"");
      client.send(RawClient.frame(true, 0, RawClient.TEXT, new byte[64 * 1024 + 1]));
      assertThat(client.read().closeCode()).isEqualTo(1009);
      client.readEnd();
    }
  }

  @Test
  void joinedTextIsCheckedAcrossItsFragments() throws Exception {
    try (var client = server.open("/test/whole")) {
      // Half a character, a letter where its end should be, and the end too late.
      client.sendHex("01 81 00000000 c3  00 81 00000000 61  80 81 00000000 a9");
      assertThat(client.read()).hasToString("close 1007 The text message is not UTF-8: byte 0x61.");
      client.readEnd();
    }
  }

  @Test
  void sendFailsIfTheClientDoesNotRead() throws Exception {
    try (var client = server.open("/test/flood")) {
      client.sendText("go");
      assertThat(Flood.refusals.poll(10, TimeUnit.SECONDS))
          .matches("The client has not accepted [0-9]{7} bytes yet");
      for (int i = 0; i < Flood.sent; i++) {
        assertThat(client.readMessage(RawClient.BINARY)).hasSize(Flood.MESSAGE);
      }
      client.sendText("still there?");
      assertThat(client.readMessage(RawClient.TEXT)).asString().isEqualTo("yes");
    }
  }

  @Test
  void pingLongerThanAControlFrameIsRefused() throws Exception {
    try (var client = server.open("/test/ping")) {
      client.sendText("125");
      assertThat(client.read().toString()).startsWith("ping ");
      client.sendText("126");
      assertThat(client.read())
          .hasToString("text \"A control frame carries at most 125 bytes, not 126\"");
    }
  }

  private static byte[] concat(byte[]... parts) {
    var all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Handlers {

    @Bean
    static HandlerMapping handlersOfTheTest(HandshakeHandler handshake) {
      var mapping = new WebSocketHandlerMapping();
      mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
      mapping.setUrlMap(
          Map.of(
              "/test/failing", new WebSocketHttpRequestHandler(new Failing(), handshake),
              "/test/threads", new WebSocketHttpRequestHandler(new Threads(), handshake),
              "/test/flood", new WebSocketHttpRequestHandler(new Flood(), handshake),
              "/test/ping", new WebSocketHttpRequestHandler(new Ping(), handshake),
              "/test/whole", new WebSocketHttpRequestHandler(new Whole(), handshake)));
      return mapping;
    }
  }

  private static final class Failing extends TextWebSocketHandler {
    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message)
        throws Exception {
      switch (message.getPayload()) {
        case "exception" -> throw new IllegalStateException("on purpose: exception");
        case "error" -> throw new OutOfMemoryError("on purpose: error");
        default -> session.sendMessage(message);
      }
    }
  }

  private static final class Threads extends TextWebSocketHandler {
    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        Thread.startVirtualThread(
            () -> {
              try {
                for (int i = 0; i < MESSAGES; i++) {
                  session.sendMessage(new TextMessage(number + "-" + i));
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      }
    }
  }

  private static final class Whole extends AbstractWebSocketHandler {
    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message)
        throws Exception {
      session.sendMessage(new TextMessage(String.valueOf(message.getPayload().length())));
    }
  }

  private static final class Flood extends TextWebSocketHandler {
    private static final int MESSAGE = 1 << 16;
    private static final int MOST = 10_000;
    private static final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
    private static volatile int sent;

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message)
        throws Exception {
      if (!message.getPayload().equals("go")) {
        session.sendMessage(new TextMessage("yes"));
        return;
      }
      int count = 0;
      try {
        for (; count < MOST; count++) {
          session.sendMessage(new BinaryMessage(new byte[MESSAGE]));
        }
      } catch (IOException e) {
        sent = count;
        refusals.add(String.valueOf(e.getMessage()));
      }
    }
  }

  private static final class Ping extends TextWebSocketHandler {
    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message)
        throws Exception {
      try {
        int length = Integer.parseInt(message.getPayload());
        session.sendMessage(new PingMessage(ByteBuffer.allocate(length)));
      } catch (IllegalArgumentException e) {
        session.sendMessage(new TextMessage(String.valueOf(e.getMessage())));
      }
    }
  }
}
