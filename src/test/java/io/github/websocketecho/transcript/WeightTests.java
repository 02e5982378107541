package io.github.websocketecho.transcript;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.engine.ConnectionObserver.Control;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;

/** The weight of a transcript is its memory on the heap. */
class WeightTests {

  private static final Control CONTROL =
      new Control() {
        @Override
        public void send(WebSocketMessage<?> message) {}

        @Override
        public void close(CloseStatus status) {}
      };

  @ParameterizedTest
  @CsvSource({
    // The number of transcripts, large enough to hide other changes of the heap; the number of
    // headers and their length; the length of the address; the number of frames.
    "20_000, 6,  20,   10,   0",
    "5_000,  7,  1000, 10,   0",
    "5_000,  64, 60,   10,   0",
    "5_000,  6,  20,   7000, 0",
    "2_000,  6,  20,   10,   256",
    "1_000,  7,  1000, 7000, 256",
  })
  void weightIsTheMemoryOnTheHeap(
      String many, int headers, int headerLength, int addressLength, int frames) {
    int count = Integer.parseInt(many.replace("_", ""));
    var memory = new Budget(Long.MAX_VALUE);
    List<TranscriptRecorder> transcripts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      transcripts.add(recorder(i, headers, headerLength, addressLength, frames, memory));
    }
    long weight = transcripts.stream().mapToLong(TranscriptRecorder::weight).sum();
    long with = heap();
    transcripts.clear();
    // Measured at once, before garbage of other tests is collected too.
    long used = with - heap();
    assertThat(weight).isCloseTo(used, withinPercentage(25));
  }

  private static long heap() {
    System.gc(); // The second collection frees objects that the first has found unreachable.
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static TranscriptRecorder recorder(
      int number, int headers, int headerLength, int addressLength, int frames, Budget memory) {
    Map<String, String> headersByName = new LinkedHashMap<>();
    for (int i = 0; i < headers; i++) {
      headersByName.put("X-Header-" + number + "-" + i, text(headerLength));
    }
    var opened =
        new OpeningRequest(
            "id" + number,
            null,
            null,
            "/" + text(addressLength),
            "127.0.0.1:" + number,
            "HTTP/1.1",
            headersByName,
            null);
    var recorder = new TranscriptRecorder(opened, memory, _ -> {});
    recorder.opened(
        new OpeningResponse(OpeningResponse.SWITCHING_PROTOCOLS, List.of())
            .with("Upgrade", text(9))
            .with("Sec-WebSocket-Accept", text(28)),
        true,
        CONTROL);
    IntStream.range(0, frames)
        .forEach(_ -> recorder.received(true, 0, Opcode.BINARY, 40, ByteBuffer.allocate(40)));
    return recorder;
  }

  private static String text(int length) {
    return new String("x".repeat(length).getBytes(US_ASCII), US_ASCII);
  }
}
