package io.github.websocketecho.engine;

import static io.github.websocketecho.support.RawClient.BINARY;
import static io.github.websocketecho.support.RawClient.CLOSE;
import static io.github.websocketecho.support.RawClient.CONTINUATION;
import static io.github.websocketecho.support.RawClient.PING;
import static io.github.websocketecho.support.RawClient.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;

/** A connection, its output and its limits in time, with a transport and a clock of the test. */
class ConnectionTests {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int KIB = 1024;

  @Test
  void messageIsEchoedAndPingAnsweredInOrder() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    assertThat(connection.reports()).containsExactly("established");
    connection.sendText("hi");
    connection.send(true, PING, new byte[] {'x'});
    connection.send(false, TEXT, "a".getBytes(UTF_8));
    connection.send(true, CONTINUATION, "b".getBytes(UTF_8));
    assertThat(connection.frames())
        .containsExactly("text hi", "pong x", "part text a", "continuation b");
  }

  @Test
  void framesOfOneReadAreAnsweredInOneWrite() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.transport().accept(0);
    connection.transport().send(RawClient.frame(true, 0, TEXT, new byte[] {'a'}));
    connection.transport().send(RawClient.frame(true, 0, TEXT, new byte[] {'b'}));
    connection.run();
    assertThat(connection.frames()).isEmpty();
    connection.transport().accept(Long.MAX_VALUE);
    connection.run();
    assertThat(connection.frames()).containsExactly("text a", "text b");
  }

  @Test
  void closeIsAnsweredThenTcpEnds() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.send(true, CLOSE, new byte[] {0x0f, (byte) 0xa1, 'b', 'y', 'e'});
    assertThat(connection.frames()).containsExactly("close 4001 bye");
    assertThat(connection.transport().end()).isEqualTo("closed");
    assertThat(connection.reports()).containsExactly("established", "closed 4001");
  }

  @Test
  void violationFailsTheConnectionAndLeavesTcpToTheClient() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.transport().send(new byte[] {(byte) 0xa1, (byte) 0x80, 0, 0, 0, 0});
    connection.run();
    assertThat(connection.frames()).containsExactly("close 1002 RSV2 is set.");
    assertThat(connection.transport().end()).isEqualTo("finished");
    connection.transport().finish();
    connection.run();
    assertThat(connection.transport().end()).isEqualTo("closed");
  }

  @Test
  void handlerThatThrowsIsClosedWith1011() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.sendText("fail");
    assertThat(connection.frames()).containsExactly("close 1011");
  }

  @Test
  void transportErrorIsReportedBeforeTheClose() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.transport().fail(new IOException("Connection reset"));
    connection.run();
    assertThat(connection.reports())
        .containsExactly("established", "transport error: Connection reset", "closed 1006");
    assertThat(connection.session().isOpen()).isFalse();
  }

  @Test
  void endOfTcpWithoutACloseIsNoError() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.transport().finish();
    connection.run();
    assertThat(connection.reports()).containsExactly("established", "closed 1006");
  }

  @Test
  void echoIsBufferedUpToTheEchoBufferThenInputIsLeftUnread() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.transport().accept(0);
    byte[] message = new byte[64 * KIB];
    for (int i = 0; i < 64; i++) {
      connection.transport().send(RawClient.frame(true, 0, BINARY, message));
    }
    connection.run();
    assertThat(connection.buffered()).isBetween(1024L * KIB, 2048L * KIB);
    assertThat(connection.transport().isReadable()).isTrue();
    assertThat(connection.transport().interest()).isEqualTo(SelectionKey.OP_WRITE);
    connection.transport().accept(Long.MAX_VALUE);
    connection.run();
    assertThat(connection.frames()).hasSize(64);
    assertThat(connection.buffered()).isZero();
  }

  @Test
  void incompleteFrameIsBufferedUntilItIsComplete() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    byte[] frame = RawClient.frame(true, 0, TEXT, "x".repeat(1000).getBytes(UTF_8));
    connection.transport().send(Arrays.copyOf(frame, 500));
    connection.run();
    assertThat(connection.frames()).isEmpty();
    assertThat(connection.buffered()).isPositive();
    connection.transport().send(Arrays.copyOfRange(frame, 500, frame.length));
    connection.run();
    assertThat(connection.frames()).containsExactly("text " + "x".repeat(1000));
    assertThat(connection.buffered()).isZero();
  }

  @Test
  void sessionRefusesAMessageOnceTooMuchWaits() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.transport().accept(0);
    var message = new BinaryMessage(new byte[1024 * KIB + 1]);
    connection.session().sendMessage(message);
    assertThatIOException()
        .isThrownBy(() -> connection.session().sendMessage(message))
        .withMessageStartingWith("The client has not accepted ");
  }

  @Test
  void sessionSendsNothingBehindItsClose() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.session().close(new CloseStatus(4000, "over"));
    assertThat(connection.session().isOpen()).isFalse();
    assertThatIOException()
        .isThrownBy(() -> connection.session().sendMessage(new TextMessage("late")))
        .withMessageContaining("is being closed");
    connection.sendText("not echoed");
    assertThat(connection.frames()).containsExactly("close 4000 over");
  }

  @Test
  void idleConnectionIsClosedWith1001() throws IOException {
    var connection =
        new MemoryConnection(MemoryConnection.settings(SECOND, Duration.ZERO, Duration.ZERO));
    connection.wait(Duration.ofMillis(900));
    connection.sendText("hi");
    connection.wait(Duration.ofMillis(900));
    assertThat(connection.frames()).containsExactly("text hi");
    connection.wait(Duration.ofMillis(200));
    assertThat(connection.frames()).singleElement().asString().startsWith("close 1001 ");
  }

  @Test
  void lifetimeEndsABusyConnection() throws IOException {
    var connection =
        new MemoryConnection(MemoryConnection.settings(Duration.ZERO, SECOND, Duration.ZERO));
    connection.wait(Duration.ofMillis(600));
    connection.sendText("hi");
    connection.wait(Duration.ofMillis(600));
    assertThat(connection.frames()).hasSize(2).last().asString().startsWith("close 1001 ");
  }

  @Test
  void clientThatAcceptsNothingIsCutOff() throws IOException {
    var connection =
        new MemoryConnection(MemoryConnection.settings(Duration.ZERO, Duration.ZERO, SECOND));
    connection.transport().accept(3);
    connection.sendText("hi there");
    connection.wait(Duration.ofMillis(900));
    connection.transport().accept(2); // Some progress, and the time begins again.
    connection.run();
    connection.wait(Duration.ofMillis(900));
    assertThat(connection.transport().end()).isEqualTo("open");
    connection.wait(Duration.ofMillis(200));
    assertThat(connection.transport().end()).isEqualTo("closed");
    assertThat(connection.reports()).containsExactly("established", "closed 1006");
    assertThat(connection.buffered()).isZero();
  }

  @Test
  void closeThatIsNotAnsweredInTimeEndsTcp() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings());
    connection.session().close();
    connection.wait(Duration.ofSeconds(5));
    assertThat(connection.transport().end()).isEqualTo("open");
    connection.wait(Duration.ofMillis(1));
    assertThat(connection.transport().end()).isEqualTo("closed");
  }

  @Test
  void clientAheadOfARateIsNotReadUntilItsPauseIsOver() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings(10));
    for (int i = 0; i < 20; i++) {
      connection.transport().send(RawClient.frame(true, 0, TEXT, new byte[] {'a'}));
    }
    connection.run();
    assertThat(connection.frames()).hasSizeBetween(11, 20);
    connection.sendText("late");
    assertThat(connection.frames()).doesNotContain("text late");
    connection.wait(Duration.ofMillis(900));
    assertThat(connection.transport().interest()).isZero();
    connection.wait(Duration.ofMillis(1200));
    assertThat(connection.frames()).contains("text late");
  }

  @Test
  void clientFarBeyondARateIsClosedWith1008() throws IOException {
    var connection = new MemoryConnection(MemoryConnection.settings(10));
    byte[] frame = RawClient.frame(true, 0, TEXT, new byte[] {'a'});
    var flood = ByteBuffer.allocate(120 * frame.length);
    while (flood.hasRemaining()) {
      flood.put(frame);
    }
    connection.transport().send(flood.array());
    connection.run();
    assertThat(connection.frames())
        .last()
        .asString()
        .isEqualTo("close 1008 Message rate limit of 10/s exceeded.");
  }
}
