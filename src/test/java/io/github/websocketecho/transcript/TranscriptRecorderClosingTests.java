package io.github.websocketecho.transcript;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.engine.EndedConnection.Initiator;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.transcript.Transcript.CloseFrame;
import io.github.websocketecho.transcript.Transcript.State;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptRecorderClosingTests extends RecorderFixture {

  @ParameterizedTest
  @CsvSource({
    "8802 03ed,          1005, ''",
    "8800,               ,     ''",
    "8801 03,            ,     ''",
    "8805 0fa1 627965,   4001, bye",
    "8804 03e8 c328,     1000, \ufffd(",
  })
  void illegalCloseFrameInRawBytesIsRecordedAsClose(
      String bytes, @Nullable Integer code, String reason) {
    open();
    recorder.sentRaw(hex(bytes.replace(" ", "")));
    CloseFrame sent = requireNonNull(recorder.transcript().closing().sent());
    assertThat(sent.code()).isEqualTo(code);
    assertThat(sent.reason()).isEqualTo(reason);
    assertThat(recorder.transcript().closing().initiator()).isEqualTo(Initiator.SERVER);
    assertThat(recorder.transcript().closing().cause()).isEqualTo(Cause.SCENARIO);
    assertThat(recorder.state()).isEqualTo(State.CLOSING);
  }

  @Test
  void cleanClosingByTheServerIsRecorded() {
    open();
    recorder.closing(Cause.SCENARIO, "The server closed the connection.");
    recorder.sent(true, 0, Opcode.CLOSE, hex("0fa1627965"));
    assertThat(recorder.state()).isEqualTo(State.CLOSING);
    assertThat(recorder.control()).isNull();
    recorder.closing(Cause.ASKED, "The client closed.");
    recorder.received(true, 0, Opcode.CLOSE, 5, hex("0fa1627965"));
    recorder.ended(TcpEnd.BY_US);
    var closing = recorder.transcript().closing();
    assertThat(closing.initiator()).isEqualTo(Initiator.SERVER);
    assertThat(closing.clean()).isTrue();
    assertThat(closing.cause()).isEqualTo(Cause.SCENARIO);
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
    // The server's close frame is illegal.
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
  void longestReasonIsRecordedCompletely() {
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
  void violationIsRecordedEvenAfterAnotherCause() {
    open();
    recorder.closing(Cause.SCENARIO, "The server closed the connection.");
    recorder.closing(Cause.PROTOCOL, "A client must mask.");
    recorder.closing(Cause.PROTOCOL, "Another.");
    assertThat(recorder.transcript().closing().cause()).isEqualTo(Cause.SCENARIO);
    assertThat(recorder.transcript().closing().violation()).isEqualTo("A client must mask.");
  }

  @ParameterizedTest
  @CsvSource({
    "NETWORK,  FIN,   CLIENT",
    "NETWORK,  RESET, CLIENT",
    "SCENARIO,   BY_US, SERVER",
    "SCENARIO,   FIN,   SERVER",
    "SHUTDOWN, BY_US, SERVER",
  })
  void causeDecidesTheInitiatorIfThereIsNoCloseFrame(Cause cause, TcpEnd end, Initiator initiator) {
    open();
    assertThat(recorder.transcript().closing().initiator()).isEqualTo(Initiator.NONE);
    recorder.closing(cause, "x");
    recorder.ended(end);
    assertThat(recorder.transcript().closing().initiator()).isEqualTo(initiator);
    assertThat(recorder.transcript().closing().clean()).isFalse();
  }

  @Test
  void durationIsFixedAfterTheEnd() {
    open();
    recorder.ended(TcpEnd.FIN);
    double duration = recorder.transcript().durationMillis();
    assertThat(recorder.transcript().durationMillis()).isEqualTo(duration);
  }

  @Test
  void secondEndHasNoEffect() {
    open();
    recorder.ended(TcpEnd.FIN);
    recorder.lost();
    assertThat(ended).hasSize(1);
    assertThat(recorder.transcript().closing().tcpEnd()).isEqualTo(TcpEnd.FIN);
  }
}
