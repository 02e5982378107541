package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.websocketecho.protocol.Opcode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;

class WireTests {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final MemoryConnection connection;
  private final MemoryTransport transport;

  WireTests() throws IOException {
    connection = new MemoryConnection(MemoryConnection.settings());
    transport = connection.transport();
  }

  @Test
  void headersOfTheRequestAreNotRetained() {
    assertThatIllegalStateException()
        .isThrownBy(() -> connection.wire().requestHeaders())
        .withMessageStartingWith("The headers of the opening handshake are there until");
  }

  @Test
  void whatIsSentTogetherIsOneWrite() throws IOException {
    int before = transport.writes();
    connection
        .wire()
        .together(
            () -> {
              connection.session().sendMessage(new TextMessage("one"));
              connection.session().sendMessage(new TextMessage("two"));
              connection.session().close(new CloseStatus(4001, "bye"));
            });
    assertThat(transport.writes()).isEqualTo(before + 1);
    assertThat(connection.frames()).containsExactly("text one", "text two", "close 4001 bye");
  }

  @Test
  void failureOfTheTaskLosesNothingThatWasSentBefore() {
    Wire.Task task =
        () -> {
          connection.session().sendMessage(new TextMessage("one"));
          throw new IOException("of the handler");
        };
    assertThatIOException()
        .isThrownBy(() -> connection.wire().together(task))
        .withMessage("of the handler");
    assertThat(connection.frames()).containsExactly("text one");
  }

  @Test
  void nothingIsReadUntilTheTimeIsOver() throws IOException {
    connection.wire().stopReading(SECOND);
    connection.sendText("waits");
    assertThat(transport.interest() & SelectionKey.OP_READ).isZero();
    assertThat(connection.frames()).isEmpty();
    connection.wait(SECOND.minusNanos(1));
    assertThat(connection.frames()).isEmpty();
    connection.wait(Duration.ofNanos(1));
    connection.run();
    assertThat(connection.frames()).containsExactly("text waits");
    assertThat(transport.interest() & SelectionKey.OP_READ).isNotZero();
  }

  @Test
  void clientThatIsNotReadIsNotIdle() throws IOException {
    var limited =
        new MemoryConnection(
            MemoryConnection.settings(Duration.ofSeconds(2), Duration.ZERO, Duration.ZERO));
    limited.wire().stopReading(Duration.ofSeconds(3));
    limited.wait(Duration.ofMillis(2500));
    assertThat(limited.frames()).isEmpty();
    assertThat(limited.transport().end()).isEqualTo("open");
  }

  @Test
  void frameIsSentAsItIs() throws IOException {
    ByteBuffer payload = ByteBuffer.wrap("as it is".getBytes(StandardCharsets.UTF_8));
    connection.wire().send(true, 0, Opcode.TEXT, payload);
    assertThat(connection.frames()).containsExactly("text as it is");
  }

  @Test
  void taskRunsInTheNextRoundIfNothingWaitsForTheSocket() throws IOException {
    var runs = new AtomicInteger();
    connection.wire().whenWritten(runs::incrementAndGet);
    assertThat(runs).hasValue(0);
    connection.run();
    assertThat(runs).hasValue(1);
  }

  @Test
  void taskWaitsUntilTheSocketHasAcceptedEverything() throws IOException {
    var runs = new AtomicInteger();
    transport.accept(2);
    connection.session().sendMessage(new TextMessage("waits"));
    connection.wire().whenWritten(runs::incrementAndGet);
    connection.run();
    assertThat(runs).hasValue(0);
    transport.accept(Long.MAX_VALUE);
    connection.run();
    connection.run();
    assertThat(runs).hasValue(1);
    assertThat(connection.frames()).containsExactly("text waits");
  }

  @Test
  void taskDoesNotRunAfterTheEnd() throws IOException {
    var runs = new AtomicInteger();
    transport.accept(2);
    connection.session().sendMessage(new TextMessage("waits"));
    connection.wire().whenWritten(runs::incrementAndGet);
    connection.wire().end();
    connection.run();
    assertThat(runs).hasValue(0);
  }

  @Test
  void failureOfATaskClosesTheConnection() throws IOException {
    connection
        .wire()
        .whenWritten(
            () -> {
              throw new IOException("of the handler");
            });
    connection.run();
    assertThat(connection.frames()).containsExactly("close 1011");
  }
}
