package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.transcript.Transcript.Frame;
import io.github.websocketecho.transcript.Transcript.Received;
import io.github.websocketecho.transcript.Transcript.Sent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptRecorderFramesTests extends RecorderFixture {

  @Test
  void receivedFrameIsRecorded() {
    open();
    received(true, 0, Opcode.TEXT, "hello");
    assertThat(frame())
        .isEqualTo(
            new Frame(
                frame().atMillis(),
                "received",
                "text",
                true,
                0,
                5,
                true,
                false,
                "68656c6c6f",
                "hello"));
    assertThat(frame().atMillis()).isPositive();
  }

  @Test
  void sentFrameIsRecorded() {
    open();
    recorder.sent(false, 0, Opcode.BINARY, hex("00ff"));
    assertThat(frame())
        .isEqualTo(
            new Frame(
                frame().atMillis(), "sent", "binary", false, 0, 2, false, false, "00ff", null));
  }

  @Test
  void messagesFramesAndBytesAreCountedPerDirection() {
    open();
    received(false, 0, Opcode.TEXT, "ab");
    received(true, 0, Opcode.PING, "p");
    received(true, 0, Opcode.CONTINUATION, "c");
    received(true, 0, Opcode.PONG, "");
    recorder.receivedAfterClose(ByteBuffer.allocate(7));
    recorder.sent(true, 0, Opcode.BINARY, utf8("abc"));
    recorder.sent(true, 0, Opcode.PONG, utf8("p"));
    assertThat(recorder.transcript().received()).isEqualTo(new Received(1, 3, 4, 1, 1, 7));
    assertThat(recorder.transcript().sent()).isEqualTo(new Sent(1, 3, 2, 0, 1));
  }

  @Test
  void longFrameShowsItsFirst32BytesWithoutAnIncompleteCharacter() {
    open();
    received(true, 0, Opcode.TEXT, "x".repeat(31) + "é" + "y".repeat(1000));
    assertThat(frame().length()).isEqualTo(1033);
    assertThat(frame().hex()).isEqualTo("78".repeat(31) + "c3");
    assertThat(frame().text()).isEqualTo("x".repeat(31));
  }

  @Test
  void completeCharacterAtTheEndOfTheFirst32BytesIsShown() {
    open();
    received(true, 0, Opcode.TEXT, "x".repeat(30) + "é" + "y");
    assertThat(frame().text()).isEqualTo("x".repeat(30) + "é");
  }

  @Test
  void rsv1MeansCompressionIfItWasAgreed() {
    recorder.opened(
        ACCEPTED.with("Sec-WebSocket-Extensions", "permessage-deflate; server_no_context_takeover"),
        true,
        CONTROL);
    recorder.received(true, 4, Opcode.TEXT, 3, hex("4a0400"));
    assertThat(frame().compressed()).isTrue();
    assertThat(frame().text()).isNull();
    assertThat(recorder.transcript().handshake().extensions())
        .containsExactly("permessage-deflate; server_no_context_takeover");
  }

  @Test
  void rsv1DoesNotMeanCompressionIfItWasNotAgreed() {
    open();
    recorder.received(true, 4, Opcode.TEXT, 3, utf8("abc"));
    assertThat(frame().compressed()).isFalse();
    assertThat(frame().rsv()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    // A text with RSV1; a reserved opcode; a masked frame; a length that is not minimal; a length
    // with its highest bit set; a ping without FIN.
    "c1 02 6869,                       text,  true,  4, 2, false, hi",
    "83 01 61,                         3,     true,  0, 1, false,",
    "81 82 01020304 696b,              text,  true,  0, 2, true,  hi",
    "81 7e 0002 6869,                  text,  true,  0, 2, false, hi",
    "81 7f 8000000000000001 68,        text,  true,  0, 9223372036854775807, false, h",
    "09 00,                            ping,  false, 0, 0, false,",
    "82 7e 0100 00,                    binary, true, 0, 256, false,",
    // Incomplete headers.
    "81,                               raw,   false, 0, 1, false,",
    "82 7e 01,                         raw,   false, 0, 3, false,",
    "81 82 0102,                       raw,   false, 0, 4, false,",
  })
  void rawBytesAreRecordedAsAFrame(
      String bytes,
      String opcode,
      boolean fin,
      int rsv,
      long length,
      boolean masked,
      @Nullable String text) {
    open();
    String digits = bytes.replace(" ", "");
    recorder.sentRaw(hex(digits));
    assertThat(frame())
        .isEqualTo(
            new Frame(
                frame().atMillis(), "sent", opcode, fin, rsv, length, masked, false, digits, text));
  }

  @Test
  void eachFrameInRawBytesIsRecorded() {
    open();
    recorder.sentRaw(hex("0101618001628803"));
    assertThat(recorder.transcript().frames())
        .extracting(Frame::opcode, Frame::length, Frame::hex)
        .containsExactly(
            tuple("text", 1L, "0101618001628803"),
            tuple("continuation", 1L, "8001628803"),
            tuple("close", 3L, "8803"));
    assertThat(recorder.transcript().sent()).isEqualTo(new Sent(1, 2, 3, 0, 0));
  }
}
