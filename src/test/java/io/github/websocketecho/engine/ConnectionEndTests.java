package io.github.websocketecho.engine;

import static io.github.websocketecho.support.RawClient.TEXT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;

/** The ways in which a connection ends that a handler chooses, or the server, or TCP. */
class ConnectionEndTests {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  @Test
  void resetEndsTcpBehindWhatWasSent() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.sendText("hi");
    connection.wire().reset();
    assertThat(connection.frames()).containsExactly("text hi");
    assertThat(connection.transport().end()).isEqualTo("reset");
    assertThat(connection.reports()).containsExactly("established", "closed 1006");
  }

  @Test
  void finishDiscardsInputUntilTheClientEndsItsSide() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.wire().finish();
    connection.sendText("discarded");
    assertThat(connection.frames()).isEmpty();
    assertThat(connection.transport().end()).isEqualTo("finished");
    assertThat(connection.buffered()).isZero();
    connection.transport().finish();
    connection.run();
    assertThat(connection.transport().end()).isEqualTo("closed");
  }

  @Test
  void truncateEndsTlsWithoutCloseNotify() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.wire().truncate();
    assertThat(connection.transport().end()).isEqualTo("truncated");
  }

  @Test
  void clientThatDoesNotEndItsSideAfterFinishIsCutOff() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.wire().finish(SECOND);
    connection.wait(Duration.ofSeconds(6));
    assertThat(connection.transport().end()).isEqualTo("finished");
    connection.wait(Duration.ofMillis(1));
    assertThat(connection.transport().end()).isEqualTo("closed");
  }

  @Test
  void tcpIsHeldAfterTheClosingHandshake() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.wire().holdTcp(SECOND);
    connection.send(true, RawClient.CLOSE, new byte[] {0x03, (byte) 0xe8});
    connection.wait(SECOND);
    assertThat(connection.transport().end()).isEqualTo("open");
    connection.wait(Duration.ofMillis(1));
    assertThat(connection.transport().end()).isEqualTo("closed");
  }

  @Test
  void closeOfTheClientIsLeftToAListener() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    List<String> closes = new ArrayList<>();
    connection.wire().onClose((code, reason) -> closes.add(code + " " + reason.text()));
    connection.send(true, RawClient.CLOSE, new byte[] {0x03, (byte) 0xe8, 'x'});
    assertThat(closes).containsExactly("1000 Normal Closure x");
    assertThat(connection.frames()).isEmpty();
    connection.session().close(new CloseStatus(4000));
    assertThat(connection.frames()).containsExactly("close 4000");
    assertThat(connection.transport().end()).isEqualTo("closed");
  }

  @Test
  void scheduledTaskRunsAfterItsTimeAndNeverAfterTheEnd() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    List<String> runs = new ArrayList<>();
    connection.wire().later(SECOND, () -> runs.add("first"));
    assertThat(connection.wire().later(SECOND.multipliedBy(2), 100, () -> runs.add("second")))
        .isTrue();
    assertThat(connection.buffered()).isEqualTo(100);
    connection.wait(SECOND);
    assertThat(runs).containsExactly("first");
    connection.wire().end();
    assertThat(connection.buffered()).isZero();
    connection.wait(SECOND);
    assertThat(runs).containsExactly("first");
  }

  @Test
  void failureOfAScheduledTaskClosesWith1011() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection
        .wire()
        .later(
            SECOND,
            () -> {
              throw new IOException("of the handler, not of the socket");
            });
    connection.wait(SECOND);
    assertThat(connection.frames()).containsExactly("close 1011");
  }

  @Test
  void wrongAnswerToTheHandshakeIsFollowedByHttpUntilTheNextRequest() throws IOException {
    var connection =
        new MemoryConnection(
            MemoryConnection.settings(), ConnectionOptions.NONE.withHandlerAnswering(), null);
    connection.transport().send("early".getBytes(US_ASCII));
    connection.run();
    connection.wire().answer(new OpeningResponse("200 OK", List.of()), NOTHING);
    connection.run();
    assertThat(new String(connection.transport().take(), US_ASCII)).startsWith("HTTP/1.1 200");
    assertThat(connection.transport().end()).isEqualTo("open");
    connection.transport().send("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
    connection.run();
    assertThat(connection.transport().end()).isEqualTo("closed");
  }

  @Test
  void headAndBodyOfAnAnswerAreOneWrite() throws IOException {
    var connection =
        new MemoryConnection(
            MemoryConnection.settings(), ConnectionOptions.NONE.withHandlerAnswering(), null);
    int before = connection.transport().writes();
    var response = new OpeningResponse("503 Service Unavailable", List.of());
    connection.wire().answer(response, ByteBuffer.wrap("not now".getBytes(US_ASCII)));
    connection.run();
    assertThat(new String(connection.transport().take(), US_ASCII))
        .isEqualTo("HTTP/1.1 503 Service Unavailable\r\n\r\nnot now");
    assertThat(connection.transport().writes()).isEqualTo(before + 1);
  }

  @Test
  void handshakeIsAnsweredOnce() throws IOException {
    var connection =
        new MemoryConnection(
            MemoryConnection.settings(), ConnectionOptions.NONE.withHandlerAnswering(), null);
    connection.transport().send(RawClient.frame(true, 0, TEXT, new byte[] {'a'}));
    connection.run();
    assertThat(connection.transport().take()).isEmpty();
    OpeningResponse right = connection.wire().openingResponse();
    connection.wire().answer(right, NOTHING);
    connection.run();
    String answer = new String(connection.transport().take(), ISO_8859_1);
    assertThat(answer).startsWith("HTTP/1.1 101 ").endsWith("\r\n\r\n\u0081\u0001a");
    assertThatIllegalStateException()
        .isThrownBy(() -> connection.wire().answer(right, NOTHING))
        .withMessage("The opening handshake has been answered");
  }

  @Test
  void serverThatStopsAnswersWhatWasReceivedAndClosesWith1001() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.transport().send(RawClient.frame(true, 0, TEXT, new byte[] {'a'}));
    connection.goAway(SECOND);
    assertThat(connection.frames()).containsExactly("text a", "close 1001 stopping");
  }

  @Test
  void serverThatStopsWaitsForTheClientUntilTheDeadline() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.transport().accept(0);
    connection.sendText("a");
    connection.goAway(SECOND);
    connection.wait(Duration.ofMillis(999));
    assertThat(connection.session().isOpen()).isTrue();
    connection.wait(Duration.ofMillis(6));
    assertThat(connection.session().isOpen()).isFalse();
    connection.transport().accept(Long.MAX_VALUE);
    connection.run();
    assertThat(connection.frames()).containsExactly("text a", "close 1001 stopping");
  }

  @Test
  void inputBeforeABrokenSocketIsHandled() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.transport().send(RawClient.frame(true, 0, TEXT, new byte[] {'a'}));
    connection.transport().send(RawClient.frame(true, 0, RawClient.PONG, new byte[0]));
    connection.transport().fail(new IOException("Broken pipe"));
    connection.run();
    assertThat(connection.reports())
        .containsExactly("established", "pong", "transport error: Broken pipe", "closed 1006");
  }

  @Test
  void inputBeforeABrokenSocketIsHandledForABoundedTime() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.tick(Duration.ofMillis(1));
    connection.transport().send(RawClient.frame(true, 0, TEXT, new byte[] {'a'}));
    for (int i = 0; i < 1000; i++) {
      connection.transport().send(RawClient.frame(true, 0, RawClient.PONG, new byte[0]));
    }
    connection.transport().fail(new IOException("Broken pipe"));
    connection.run();
    assertThat(connection.reports())
        .hasSizeBetween(5, 60)
        .contains("pong")
        .endsWith("transport error: Broken pipe", "closed 1006");
  }
}
