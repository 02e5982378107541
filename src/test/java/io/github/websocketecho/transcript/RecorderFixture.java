package io.github.websocketecho.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.engine.ConnectionObserver.Control;
import io.github.websocketecho.protocol.Opcode;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.transcript.Transcript.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;

/** A recorder of a connection to {@code /x?y}, with methods that report events to it. */
abstract class RecorderFixture {

  static final OpeningResponse ACCEPTED =
      new OpeningResponse(OpeningResponse.SWITCHING_PROTOCOLS, List.of())
          .with("Upgrade", "websocket")
          .with("Sec-WebSocket-Protocol", "chat");

  static final Control CONTROL =
      new Control() {
        @Override
        public void send(WebSocketMessage<?> message) {}

        @Override
        public void close(CloseStatus status) {}
      };

  final List<TranscriptRecorder> ended = new ArrayList<>();

  final Budget shared = new Budget(1 << 20);

  final TranscriptRecorder recorder =
      new TranscriptRecorder(request(Map.of("Host", "localhost")), shared, ended::add);

  static OpeningRequest request(Map<String, String> headers) {
    return new OpeningRequest("t1", null, null, "/x?y", "127.0.0.1:5", "HTTP/1.1", headers, null);
  }

  void open() {
    recorder.opened(ACCEPTED, true, CONTROL);
  }

  void received(boolean fin, int rsv, Opcode opcode, String text) {
    ByteBuffer payload = utf8(text);
    recorder.received(fin, rsv, opcode, payload.remaining(), payload);
  }

  Frame frame() {
    return recorder.transcript().frames().getLast();
  }

  static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
  }
}
