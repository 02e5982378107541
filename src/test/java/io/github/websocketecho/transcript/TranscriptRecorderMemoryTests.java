package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.protocol.Opcode;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranscriptRecorderMemoryTests extends RecorderFixture {

  @Test
  void last256FramesAreRetained() {
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
  void last16FramesAreRetainedIfMemoryIsShort() {
    shared.reserve(shared.size());
    open();
    for (int i = 0; i < 300; i++) {
      received(true, 0, Opcode.TEXT, "m" + i);
    }
    assertThat(recorder.transcript().frames()).hasSize(16);
    assertThat(recorder.transcript().frames().getFirst().text()).isEqualTo("m284");
    assertThat(recorder.transcript().received().frames()).isEqualTo(300);
  }

  @Test
  void framesUseSharedMemoryUntilTheEnd() {
    open();
    for (int i = 0; i < 300; i++) {
      received(true, 0, Opcode.TEXT, "message");
    }
    assertThat(shared.reserved()).isBetween(256L * 32, 256L * 256);
    recorder.ended(TcpEnd.FIN);
    assertThat(shared.reserved()).isZero();
  }

  @Test
  void memoryIsBoundedForLargeHeadersAndManyFrames() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < 1000; i++) {
      headers.put("X-" + i, "v".repeat(10_000));
    }
    var large = new TranscriptRecorder(request(headers), shared, ended::add);
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
  void longTextsAreCut() {
    var headers = Map.of("n".repeat(10_000), "v".repeat(10_000));
    var opened =
        new OpeningRequest(
            "t1", null, null, "/" + "a".repeat(10_000), "h:5", "HTTP/1.1", headers, null);
    assertThat(opened.address()).hasSize(OpeningRequest.LONGEST_ADDRESS + 1).endsWith("a…");
    assertThat(opened.requestHeaders())
        .isEqualTo(
            Map.of(
                "n".repeat(KeptHeaders.NAME_LENGTH) + "…", "v".repeat(KeptHeaders.LENGTH) + "…"));
  }

  @Test
  void textsUseSharedMemoryUntilTheEnd() {
    assertThat(recorder.memory().tryReserve()).isTrue();
    long reserved = shared.reserved();
    assertThat(reserved).isEqualTo(recorder.weight());
    open();
    assertThat(shared.reserved()).isGreaterThan(reserved).isEqualTo(recorder.weight());
    received(true, 0, Opcode.TEXT, "hello");
    assertThat(shared.reserved()).isEqualTo(recorder.weight());
    recorder.ended(TcpEnd.FIN);
    assertThat(shared.reserved()).isZero();
  }

  @Test
  void sharedMemoryIsReleasedOnce() {
    assertThat(recorder.memory().tryReserve()).isTrue();
    recorder.lost();
    open();
    received(true, 0, Opcode.TEXT, "late");
    recorder.refused(500, Map.of("X", "y"));
    recorder.ended(TcpEnd.FIN);
    assertThat(shared.reserved()).isZero();
    assertThat(ended).containsExactly(recorder);
    assertThat(recorder.transcript().frames()).isEmpty();
  }

  @Test
  void framesLeaveAQuarterOfTheMemoryForNewConnections() {
    open();
    shared.reserve(shared.size() / 4 * 3);
    for (int i = 0; i < 300; i++) {
      received(true, 0, Opcode.TEXT, "m" + i);
    }
    assertThat(recorder.transcript().frames()).hasSize(LastFrames.FEW);
    assertThat(new TranscriptRecorder(request(Map.of()), shared, ended::add).memory().tryReserve())
        .isTrue();
  }

  @Test
  void reservationFailsIfMemoryIsShort() {
    shared.reserve(shared.size() - 100);
    assertThat(recorder.memory().tryReserve()).isFalse();
    assertThat(shared.reserved()).isEqualTo(shared.size() - 100);
    recorder.ended(TcpEnd.FIN);
    assertThat(shared.reserved()).isEqualTo(shared.size() - 100);
  }
}
