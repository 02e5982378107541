package io.github.websocketecho.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.Control;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.OpeningResponse.Header;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.Frame;
import io.github.websocketecho.transcript.Transcript.Received;
import io.github.websocketecho.transcript.Transcript.Sent;
import io.github.websocketecho.transcript.Transcript.State;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;

class TranscriptRecorderTests {

  private static final OpeningResponse ACCEPTED =
      new OpeningResponse(OpeningResponse.SWITCHING_PROTOCOLS, List.of())
          .with("Upgrade", "websocket")
          .with("Sec-WebSocket-Protocol", "chat");

  private static final Control CONTROL =
      new Control() {
        @Override
        public void send(WebSocketMessage<?> message) {}

        @Override
        public void close(CloseStatus status) {}
      };

  private final List<TranscriptRecorder> ended = new ArrayList<>();
  private final Budget frames = new Budget(1 << 20);
  private final TranscriptRecorder recorder =
      new TranscriptRecorder(opened(Map.of("Host", "localhost")), frames, ended::add);

  private static OpeningRequest opened(Map<String, String> headers) {
    return new OpeningRequest("t1", null, null, "/x?y", "127.0.0.1:5", "HTTP/1.1", headers);
  }

  // ---- Frames

  @Test
  void recordsAFrameThatCame() {
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
  void recordsAFrameThatWent() {
    open();
    recorder.sent(false, 0, Opcode.BINARY, hex("00ff"));
    assertThat(frame())
        .isEqualTo(
            new Frame(
                frame().atMillis(), "sent", "binary", false, 0, 2, false, false, "00ff", null));
  }

  @Test
  void countsMessagesFramesAndBytesEachWay() {
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
  void keepsTheFirst32BytesOfALongFrameAndNoHalfCharacter() {
    open();
    received(true, 0, Opcode.TEXT, "x".repeat(31) + "é" + "y".repeat(1000));
    assertThat(frame().length()).isEqualTo(1033);
    assertThat(frame().hex()).isEqualTo("78".repeat(31) + "c3");
    assertThat(frame().text()).isEqualTo("x".repeat(31));
  }

  @Test
  void keepsAWholeCharacterAtTheEndOfTheFirst32Bytes() {
    open();
    received(true, 0, Opcode.TEXT, "x".repeat(30) + "é" + "y");
    assertThat(frame().text()).isEqualTo("x".repeat(30) + "é");
  }

  @Test
  void takesRsv1ForCompressionWhereThatWasAgreedOn() {
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
  void takesRsv1ForABrokenRuleWhereNoCompressionWasAgreedOn() {
    open();
    recorder.received(true, 4, Opcode.TEXT, 3, utf8("abc"));
    assertThat(frame().compressed()).isFalse();
    assertThat(frame().rsv()).isEqualTo(4);
  }

  @Test
  void keepsTheLast256Frames() {
    open();
    for (int i = 0; i < 300; i++) {
      received(true, 0, Opcode.TEXT, "m" + i);
    }
    assertThat(recorder.transcript().frames()).hasSize(256);
    assertThat(recorder.transcript().frames().getFirst().text()).isEqualTo("m44");
    assertThat(recorder.transcript().frames().getLast().text()).isEqualTo("m299");
    assertThat(recorder.transcript().received().frames()).isEqualTo(300);
  }

  @Test
  void keepsTheLast16FramesWhereThoseOfAllOpenConnectionsTakeTooMuch() {
    frames.take(frames.most());
    open();
    for (int i = 0; i < 300; i++) {
      received(true, 0, Opcode.TEXT, "m" + i);
    }
    assertThat(recorder.transcript().frames()).hasSize(16);
    assertThat(recorder.transcript().frames().getFirst().text()).isEqualTo("m284");
    assertThat(recorder.transcript().received().frames()).isEqualTo(300);
  }

  @Test
  void countsItsFramesInThoseOfAllOpenConnectionsUntilItEnds() {
    open();
    for (int i = 0; i < 300; i++) {
      received(true, 0, Opcode.TEXT, "message");
    }
    assertThat(frames.taken()).isBetween(256L * 32, 256L * 256);
    recorder.ended(TcpEnd.FIN);
    assertThat(frames.taken()).isZero();
  }

  @Test
  void takesBoundedMemoryWhateverComes() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < 1000; i++) {
      headers.put("X-" + i, "v".repeat(10_000));
    }
    var large = new TranscriptRecorder(opened(headers), frames, ended::add);
    large.opened(ACCEPTED, true, CONTROL);
    byte[] longest = new byte[100_000];
    for (int i = 0; i < 1_000; i++) {
      large.received(true, 0, Opcode.BINARY, longest.length, ByteBuffer.wrap(longest));
    }
    large.sentRaw(ByteBuffer.wrap(longest));
    assertThat(large.weight()).isLessThan(300_000);
    assertThat(large.transcript().handshake().requestHeaders()).hasSize(KeptHeaders.COUNT);
  }

  @Test
  void cutsTextsThatAreTooLong() {
    var headers = Map.of("n".repeat(10_000), "v".repeat(10_000));
    var opened =
        new OpeningRequest("t1", null, null, "/" + "a".repeat(10_000), "h:5", "HTTP/1.1", headers);
    assertThat(opened.address()).hasSize(OpeningRequest.LONGEST_ADDRESS + 1).endsWith("a…");
    assertThat(opened.requestHeaders())
        .isEqualTo(
            Map.of(
                "n".repeat(KeptHeaders.NAME_LENGTH) + "…", "v".repeat(KeptHeaders.LENGTH) + "…"));
  }

  @Test
  void keepsNoSecretFromTheBeginning() {
    assertThat(opened(Map.of("Authorization", "Basic c2VjcmV0", "Cookie", "a=b")).requestHeaders())
        .isEqualTo(Map.of("Authorization", "(left out)", "Cookie", "(left out)"));
  }

  @Test
  void countsItsTextsInTheMemoryOfAllOpenConnectionsUntilItEnds() {
    assertThat(recorder.memory().tryReserve()).isTrue();
    long asked = frames.taken();
    assertThat(asked).isEqualTo(recorder.weight());
    open();
    assertThat(frames.taken()).isGreaterThan(asked).isEqualTo(recorder.weight());
    received(true, 0, Opcode.TEXT, "hello");
    assertThat(frames.taken()).isEqualTo(recorder.weight());
    recorder.ended(TcpEnd.FIN);
    assertThat(frames.taken()).isZero();
  }

  @Test
  void givesItsMemoryBackOnceWhateverIsToldAfterTheEnd() {
    assertThat(recorder.memory().tryReserve()).isTrue();
    recorder.lost();
    open();
    received(true, 0, Opcode.TEXT, "late");
    recorder.refused(500, Map.of("X", "y"));
    recorder.ended(TcpEnd.FIN);
    assertThat(frames.taken()).isZero();
    assertThat(ended).containsExactly(recorder);
    assertThat(recorder.transcript().frames()).isEmpty();
  }

  @Test
  void leavesAQuarterOfTheMemoryToTheTextsOfNewOnes() {
    open();
    frames.take(frames.most() / 4 * 3);
    for (int i = 0; i < 300; i++) {
      received(true, 0, Opcode.TEXT, "m" + i);
    }
    assertThat(recorder.transcript().frames()).hasSize(LastFrames.FEW);
    assertThat(new TranscriptRecorder(opened(Map.of()), frames, ended::add).memory().tryReserve())
        .isTrue();
  }

  @Test
  void takesNoMemoryIfThereIsNotEnough() {
    frames.take(frames.most() - 100);
    assertThat(recorder.memory().tryReserve()).isFalse();
    assertThat(frames.taken()).isEqualTo(frames.most() - 100);
    recorder.ended(TcpEnd.FIN);
    assertThat(frames.taken()).isEqualTo(frames.most() - 100);
  }

  // ---- The opening handshake

  @Test
  void isOpenOnceTheHandshakeWasAnswered() {
    assertThat(recorder.transcript().handshake().status()).isNull();
    open();
    Transcript seen = recorder.transcript();
    assertThat(seen.state()).isEqualTo(State.OPEN);
    assertThat(seen.handshake().status()).isEqualTo(101);
    assertThat(seen.handshake().subprotocol()).isEqualTo("chat");
    assertThat(seen.handshake().responseHeaders()).containsEntry("Upgrade", "websocket");
    assertThat(recorder.control()).isSameAs(CONTROL);
  }

  @Test
  void hasNoStatusWhileTheHandlerHasNotAnswered() {
    recorder.opened(ACCEPTED, false, CONTROL);
    assertThat(recorder.transcript().handshake().status()).isNull();
    assertThat(recorder.state()).isEqualTo(State.OPEN);
    assertThat(recorder.control()).isNull();
    recorder.ended(TcpEnd.FIN);
    assertThat(recorder.state()).isEqualTo(State.REFUSED);
  }

  @Test
  void keepsTheAnswerThatAHandlerSends() {
    recorder.opened(ACCEPTED, false, CONTROL);
    recorder.answered(
        new OpeningResponse(
            "101 X",
            List.of(
                new Header("Upgrade", "websocket"),
                new Header("x-a", "1"),
                new Header("x-a", "2"))));
    Transcript seen = recorder.transcript();
    assertThat(seen.state()).isEqualTo(State.OPEN);
    assertThat(seen.handshake().status()).isEqualTo(101);
    assertThat(seen.handshake().subprotocol()).isNull();
    assertThat(seen.handshake().responseHeaders())
        .isEqualTo(Map.of("Upgrade", "websocket", "x-a", "1, 2"));
    assertThat(seen.frames()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"503 X, 503", "200, 200", "nonsense, 0", "'', 0"})
  void isRefusedByAnotherStatusAndStaysSo(String status, int number) {
    recorder.opened(ACCEPTED, false, CONTROL);
    recorder.answered(new OpeningResponse(status, List.of()));
    assertThat(recorder.transcript().handshake().status()).isEqualTo(number);
    assertThat(recorder.state()).isEqualTo(State.REFUSED);
    recorder.ended(TcpEnd.FIN);
    assertThat(recorder.state()).isEqualTo(State.REFUSED);
    assertThat(recorder.transcript().closing().tcpEnd()).isEqualTo(TcpEnd.FIN);
  }

  @Test
  void endsWhereHttpRefused() {
    recorder.refused(403, Map.of("Content-Type", "text/plain"));
    assertThat(recorder.state()).isEqualTo(State.REFUSED);
    assertThat(recorder.transcript().handshake().status()).isEqualTo(403);
    assertThat(ended).containsExactly(recorder);
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, true",
    "proxy-authorization, true",
    "Cookie, true",
    "Set-Cookie, true",
    "X-Auth-Token, true",
    "X-API-Key, true",
    "X-Amz-Security-Token, true",
    "Sec-WebSocket-Key, false",
    "Origin, false",
    "User-Agent, false",
  })
  void leavesOutTheValuesThatMayBeSecret(String name, boolean secret) {
    var asking = new TranscriptRecorder(opened(Map.of(name, "value")), frames, ended::add);
    assertThat(asking.transcript().handshake().requestHeaders())
        .isEqualTo(Map.of(name, secret ? "(left out)" : "value"));
  }

  // ---- Bytes sent as they are

  @ParameterizedTest
  @CsvSource({
    // A text with RSV1; a reserved opcode; a masked one; a length that is not minimal; one with
    // its top bit set; a ping that is no last fragment.
    "c1 02 6869,                       text,  true,  4, 2, false, hi",
    "83 01 61,                         3,     true,  0, 1, false,",
    "81 82 01020304 696b,              text,  true,  0, 2, true,  hi",
    "81 7e 0002 6869,                  text,  true,  0, 2, false, hi",
    "81 7f 8000000000000001 68,        text,  true,  0, 9223372036854775807, false, h",
    "09 00,                            ping,  false, 0, 0, false,",
    "82 7e 0100 00,                    binary, true, 0, 256, false,",
    // Headers that are not whole.
    "81,                               raw,   false, 0, 1, false,",
    "82 7e 01,                         raw,   false, 0, 3, false,",
    "81 82 0102,                       raw,   false, 0, 4, false,",
  })
  void recordsBytesAsTheFrameThatTheyAre(
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
  void recordsEachOfSeveralFramesInTheSameBytes() {
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

  @ParameterizedTest
  @CsvSource({
    "8802 03ed,          1005, ''",
    "8800,               ,     ''",
    "8801 03,            ,     ''",
    "8805 0fa1 627965,   4001, bye",
    "8804 03e8 c328,     1000, \ufffd(",
  })
  void takesAnIllegalCloseFrameForOne(String bytes, @Nullable Integer code, String reason) {
    open();
    recorder.sentRaw(hex(bytes.replace(" ", "")));
    CloseFrame sent = requireNonNull(recorder.transcript().closing().sent());
    assertThat(sent.code()).isEqualTo(code);
    assertThat(sent.reason()).isEqualTo(reason);
    assertThat(recorder.transcript().closing().initiator()).isEqualTo(Initiator.SERVER);
    assertThat(recorder.transcript().closing().cause()).isEqualTo(Cause.ENDING);
    assertThat(recorder.state()).isEqualTo(State.CLOSING);
  }

  // ---- The closing

  @Test
  void recordsACleanClosingThatTheServerBegan() {
    open();
    recorder.closing(Cause.ENDING, "The server closed the connection.");
    recorder.sent(true, 0, Opcode.CLOSE, hex("0fa1627965"));
    assertThat(recorder.state()).isEqualTo(State.CLOSING);
    assertThat(recorder.control()).isNull();
    recorder.closing(Cause.ASKED, "The client closed.");
    recorder.received(true, 0, Opcode.CLOSE, 5, hex("0fa1627965"));
    recorder.ended(TcpEnd.BY_US);
    var closing = recorder.transcript().closing();
    assertThat(closing.initiator()).isEqualTo(Initiator.SERVER);
    assertThat(closing.clean()).isTrue();
    assertThat(closing.cause()).isEqualTo(Cause.ENDING);
    assertThat(closing.detail()).isEqualTo("The server closed the connection.");
    assertThat(closing.violation()).isNull();
    assertThat(closing.tcpEnd()).isEqualTo(TcpEnd.BY_US);
    assertThat(recorder.state()).isEqualTo(State.ENDED);
    assertThat(frame().text()).isEqualTo("4001 bye");
    assertThat(frame().hex()).isEqualTo("0fa1627965");
    assertThat(ended).containsExactly(recorder);
  }

  @ParameterizedTest
  @CsvSource({
    "8802 0fa1,      0fa1,      true",
    "8800,           '',        true",
    "8802 0fa1,      0fa1 c3a4, true",
    // The client's close frame is illegal.
    "8802 0fa1,      03,        false",
    "8802 0fa1,      03e7,      false",
    "8802 0fa1,      03ed,      false",
    "8802 0fa1,      03e8 c328, false",
    // The server's is.
    "8802 03e7,      03ea,      false",
    "8801 03,        03ea,      false",
    "8804 03e8 c328, 03e8,      false",
  })
  void closingIsCleanIfBothCloseFramesAreLegal(String sent, String received, boolean clean) {
    open();
    recorder.sentRaw(hex(sent.replace(" ", "")));
    ByteBuffer payload = hex(received.replace(" ", ""));
    recorder.received(true, 0, Opcode.CLOSE, payload.remaining(), payload);
    recorder.ended(TcpEnd.BY_US);
    assertThat(recorder.transcript().closing().clean()).isEqualTo(clean);
  }

  @Test
  void tellsALongReasonWhole() {
    open();
    String reason = "r".repeat(123);
    recorder.sent(true, 0, Opcode.CLOSE, hex("03e8" + "72".repeat(123)));
    assertThat(frame().text()).isEqualTo("1000 " + reason);
    assertThat(frame().hex()).hasSize(64);
    assertThat(recorder.transcript().closing().sent())
        .extracting(CloseFrame::reason)
        .isEqualTo(reason);
  }

  @Test
  void recordsABrokenRuleAlsoAfterAnotherCause() {
    open();
    recorder.closing(Cause.ENDING, "The server closed the connection.");
    recorder.closing(Cause.PROTOCOL, "A client must mask.");
    recorder.closing(Cause.PROTOCOL, "Another.");
    assertThat(recorder.transcript().closing().cause()).isEqualTo(Cause.ENDING);
    assertThat(recorder.transcript().closing().violation()).isEqualTo("A client must mask.");
  }

  @ParameterizedTest
  @CsvSource({
    "NETWORK,  FIN,   CLIENT",
    "NETWORK,  RESET, CLIENT",
    "ENDING,   BY_US, SERVER",
    "ENDING,   FIN,   SERVER",
    "SHUTDOWN, BY_US, SERVER",
  })
  void saysWhoBeganWhereNobodySentACloseFrame(Cause cause, TcpEnd end, Initiator initiator) {
    open();
    assertThat(recorder.transcript().closing().initiator()).isEqualTo(Initiator.NONE);
    recorder.closing(cause, "x");
    recorder.ended(end);
    assertThat(recorder.transcript().closing().initiator()).isEqualTo(initiator);
    assertThat(recorder.transcript().closing().clean()).isFalse();
  }

  @Test
  void hasNoMoreTimeOnceItHasEnded() {
    open();
    recorder.ended(TcpEnd.FIN);
    double duration = recorder.transcript().durationMillis();
    assertThat(recorder.transcript().durationMillis()).isEqualTo(duration);
  }

  @Test
  void endsOnce() {
    open();
    recorder.ended(TcpEnd.FIN);
    recorder.lost();
    assertThat(ended).hasSize(1);
    assertThat(recorder.transcript().closing().tcpEnd()).isEqualTo(TcpEnd.FIN);
  }

  // ---- Helpers

  private void open() {
    recorder.opened(ACCEPTED, true, CONTROL);
  }

  private void received(boolean fin, int rsv, Opcode opcode, String text) {
    ByteBuffer payload = utf8(text);
    recorder.received(fin, rsv, opcode, payload.remaining(), payload);
  }

  private Frame frame() {
    return recorder.transcript().frames().getLast();
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
  }
}
