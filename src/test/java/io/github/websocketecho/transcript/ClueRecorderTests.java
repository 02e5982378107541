package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.ConnectionObserver.Cause;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.Transcript.Pinged;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClueRecorderTests {

  private static final String PING = "89026d31";

  private final ClueRecorder clues = new ClueRecorder();

  // ---- After a ping

  @Test
  void lastPingIsNullIfNoneWasSent() {
    received(Opcode.PONG, "6d31");
    assertThat(clues.snapshot()).isEqualTo(new Clues(null, 0, 0, false, false, false, null));
  }

  @ParameterizedTest
  @CsvSource({
    // Fragmented, with RSV1, masked, too long, incomplete.
    "090548656c6c6f",
    "c900",
    "89820000000068 69",
    "897e007e",
    "890568",
  })
  void illegalPingIsNotRecordedAsAPing(String hex) {
    sent(hex.replace(" ", ""));
    assertThat(clues.snapshot().lastPing()).isNull();
  }

  @Test
  void framesAfterThePingAreCounted() {
    sent(PING);
    received(Opcode.TEXT, "68");
    received(Opcode.PONG, "6d32");
    received(Opcode.CLOSE, "03e8");
    assertThat(clues.snapshot().lastPing()).isEqualTo(new Pinged(false, false, 2));
  }

  @Test
  void onlyFramesAfterThePongAreCountedOnceItIsReceived() {
    received(Opcode.TEXT, "68");
    sent(PING);
    received(Opcode.TEXT, "68");
    received(Opcode.PONG, "6d31");
    assertThat(clues.snapshot().lastPing()).isEqualTo(new Pinged(true, false, 0));
    received(Opcode.PONG, "6d31");
    received(Opcode.PING, "");
    received(Opcode.CLOSE, "03ea");
    assertThat(clues.snapshot().lastPing()).isEqualTo(new Pinged(true, false, 2));
  }

  @Test
  void pongToALaterIllegalPingIsRecorded() {
    sent(PING);
    sent("090548656c6c6f");
    received(Opcode.TEXT, "68");
    received(Opcode.PONG, "48656c6c6f");
    assertThat(clues.snapshot().lastPing()).isEqualTo(new Pinged(false, true, 2));
    sent(PING);
    sent("090548656c6c6f");
    received(Opcode.PONG, "6d31");
    received(Opcode.PONG, "48656c6c6f");
    assertThat(clues.snapshot().lastPing()).isEqualTo(new Pinged(true, true, 1));
  }

  @Test
  void emptyPongDoesNotAnswerAnIllegalPing() {
    sent(PING);
    sent("c900");
    received(Opcode.PONG, "");
    assertThat(clues.snapshot().lastPing()).isEqualTo(new Pinged(false, false, 1));
  }

  @Test
  void nextPingResetsTheCount() {
    sent(PING);
    received(Opcode.PONG, "6d31");
    received(Opcode.TEXT, "68");
    sent("89026d32");
    assertThat(clues.snapshot().lastPing()).isEqualTo(new Pinged(false, false, 0));
  }

  // ---- Before the response, and at the end

  @Test
  void earlyBytesAreCounted() {
    clues.receivedEarly(3);
    clues.receivedEarly(4);
    assertThat(clues.snapshot().bytesEarly()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({"true, false, true", "false, true, false"})
  void onlyTheFirstHttpBytesDecideWhetherTheyAreARequest(
      boolean first, boolean second, boolean request) {
    clues.receivedHttp(3, first);
    clues.receivedHttp(4, second);
    assertThat(clues.snapshot().httpBytes()).isEqualTo(7);
    assertThat(clues.snapshot().httpRequest()).isEqualTo(request);
  }

  @Test
  void lastCauseIsRecorded() {
    clues.caused(Cause.SCENARIO);
    clues.caused(Cause.SHUTDOWN);
    assertThat(clues.snapshot().lastCause()).isEqualTo(Cause.SHUTDOWN);
  }

  // ---- After a close frame

  @ParameterizedTest
  @CsvSource({
    "'',                               false, false",
    "88820000000003e8,                 false, true",
    "888000000000,                     false, true",
    "88820000000003e8 888000000000,    false, true",
    "898000000000 8a81000000006d,      false, false",
    // Data, reserved, fragmented, with RSV1, not masked, too long, incomplete.
    "818000000000,                     true,  false",
    "8b8000000000,                     true,  false",
    "088000000000,                     true,  false",
    "c88000000000,                     true,  false",
    "8802 03e8,                        true,  false",
    "88fe007e00000000,                 true,  false",
    "88,                               true,  false",
    "88820000000003,                   true,  true",
    "888000000000 818000000000,        true,  true",
    "474554202f,                       true,  false",
  })
  void bytesAfterACloseAreClassifiedAsControlFramesOrData(
      String hex, boolean data, boolean closedAgain) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    clues.receivedAfterClose(ByteBuffer.wrap(bytes));
    assertAfterClose(clues, bytes.length, data, closedAgain);

    var byteByByte = new ClueRecorder();
    for (byte one : bytes) {
      byteByByte.receivedAfterClose(ByteBuffer.wrap(new byte[] {one}));
    }
    assertAfterClose(byteByByte, bytes.length, data, closedAgain);
  }

  private static void assertAfterClose(
      ClueRecorder clues, long bytes, boolean data, boolean closedAgain) {
    assertThat(clues.snapshot()).isEqualTo(new Clues(null, 0, 0, false, data, closedAgain, null));
    assertThat(clues.bytesAfterClose()).isEqualTo(bytes);
  }

  private void sent(String hex) {
    clues.sent(RawFrame.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex))));
  }

  private void received(Opcode opcode, String hex) {
    clues.received(opcode, HexFormat.of().parseHex(hex));
  }
}
