package io.github.websocketecho.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceWriterTests {

  private static final Duration PAUSE = Duration.ofMillis(5);

  private final MemoryConnection connection;
  private final MemoryTransport transport;

  PieceWriterTests() throws IOException {
    connection = new MemoryConnection(MemoryConnection.settings());
    transport = connection.transport();
  }

  @Test
  void eachPieceIsFollowedByAPause() throws IOException {
    connection.wire().inPieces(3, PAUSE);
    connection.sendText("hello"); // The echo has a header of two bytes.
    assertThat(transport.take()).hasSize(3);
    connection.wait(PAUSE.minusNanos(1));
    assertThat(transport.take()).isEmpty();
    connection.wait(Duration.ofNanos(1));
    assertThat(transport.take()).hasSize(3);
    connection.wait(PAUSE);
    assertThat(new String(transport.take(), US_ASCII)).isEqualTo("o");
  }

  @Test
  void pauseAppliesToTheNextMessageToo() throws IOException {
    connection.wire().inPieces(100, PAUSE);
    connection.sendText("a");
    connection.sendText("b");
    assertThat(connection.frames()).containsExactly("text a");
    connection.wait(PAUSE);
    assertThat(connection.frames()).containsExactly("text b");
  }

  @Test
  void loopDoesNotWaitForTheSocketDuringAPause() throws IOException {
    connection.wire().inPieces(1, PAUSE);
    connection.sendText("hello");
    assertThat(transport.interest() & SelectionKey.OP_WRITE).isZero();
    assertThat(connection.buffered()).isPositive();
    for (int piece = 0; piece < 10; piece++) {
      connection.wait(PAUSE);
    }
    assertThat(connection.buffered()).isZero();
    assertThat(connection.frames()).containsExactly("text hello");
  }

  @Test
  void oneTurnHasALimitedNumberOfPiecesWithoutAPause() throws IOException {
    transport.accept(Long.MAX_VALUE);
    connection.wire().inPieces(1, Duration.ZERO);
    int before = transport.writes();
    connection.wire().send(ByteBuffer.wrap(new byte[40]));
    assertThat(transport.writes() - before).isEqualTo(16);
    assertThat(transport.interest() & SelectionKey.OP_WRITE).isNotZero();
    connection.run();
    assertThat(transport.writes() - before).isEqualTo(40);
  }

  @Test
  void socketThatIsFullGetsTheRestOfThePieceLater() throws IOException {
    transport.accept(2);
    connection.wire().inPieces(4, PAUSE);
    connection.sendText("hello");
    assertThat(transport.take()).hasSize(2);
    assertThat(transport.interest() & SelectionKey.OP_WRITE).isNotZero();
    transport.accept(Long.MAX_VALUE);
    connection.run();
    assertThat(transport.take()).hasSize(4);
    connection.wait(PAUSE);
    assertThat(new String(transport.take(), US_ASCII)).isEqualTo("o");
  }

  @Test
  void slowCloseFrameLeavesTheClientItsTime() throws IOException {
    connection.wire().inPieces(1, Duration.ofSeconds(3));
    connection.session().close();
    for (int piece = 0; piece < 4; piece++) {
      assertThat(transport.end()).isEqualTo("open");
      connection.wait(Duration.ofSeconds(3));
    }
    assertThat(connection.frames()).containsExactly("close 1000");
    connection.send(true, 8, new byte[] {3, (byte) 0xE8});
    assertThat(transport.end()).isEqualTo("closed");
  }

  @Test
  void closingEndsEvenIfThePiecesTakeTooLong() throws IOException {
    connection.wire().inPieces(1, Duration.ofSeconds(100));
    connection.session().close();
    connection.wait(Duration.ofSeconds(124));
    assertThat(transport.end()).isEqualTo("open");
    connection.wait(Duration.ofSeconds(2));
    assertThat(transport.end()).isEqualTo("closed");
  }

  @Test
  void endOfTheConnectionCancelsThePause() throws IOException {
    connection.wire().inPieces(1, PAUSE);
    connection.sendText("hello");
    connection.wire().reset();
    transport.take();
    connection.wait(PAUSE);
    assertThat(transport.take()).isEmpty();
    assertThat(connection.buffered()).isZero();
    assertThat(connection.reports()).contains("closed 1006");
  }

  @Test
  void orderIsKept() throws IOException {
    connection.wire().inPieces(2, Duration.ZERO);
    for (String text : List.of("one", "two", "three")) {
      connection.sendText(text);
    }
    assertThat(connection.frames()).containsExactly("text one", "text two", "text three");
  }
}
