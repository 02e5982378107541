package io.github.websocketecho.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.engine.ConnectionObserver.TcpEnd;
import io.github.websocketecho.protocol.OpeningResponse;
import io.github.websocketecho.protocol.OpeningResponse.Header;
import io.github.websocketecho.transcript.Transcript.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptRecorderHandshakeTests extends RecorderFixture {

  @Test
  void connectionIsOpenAfterTheResponse() {
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
  void statusIsNullUntilTheHandlerResponds() {
    recorder.opened(ACCEPTED, false, CONTROL);
    assertThat(recorder.transcript().handshake().status()).isNull();
    assertThat(recorder.state()).isEqualTo(State.OPEN);
    assertThat(recorder.control()).isNull();
    recorder.ended(TcpEnd.FIN);
    assertThat(recorder.state()).isEqualTo(State.REFUSED);
  }

  @Test
  void responseOfTheHandlerIsRecorded() {
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
  void otherStatusMeansRefusedEvenAfterTheEnd(String status, int number) {
    recorder.opened(ACCEPTED, false, CONTROL);
    recorder.answered(new OpeningResponse(status, List.of()));
    assertThat(recorder.transcript().handshake().status()).isEqualTo(number);
    assertThat(recorder.state()).isEqualTo(State.REFUSED);
    recorder.ended(TcpEnd.FIN);
    assertThat(recorder.state()).isEqualTo(State.REFUSED);
    assertThat(recorder.transcript().closing().tcpEnd()).isEqualTo(TcpEnd.FIN);
  }

  @Test
  void refusalByHttpEndsTheTranscript() {
    recorder.refused(403, Map.of("Content-Type", "text/plain"));
    assertThat(recorder.state()).isEqualTo(State.REFUSED);
    assertThat(recorder.transcript().handshake().status()).isEqualTo(403);
    assertThat(ended).containsExactly(recorder);
  }

  @Test
  void secretsAreRemovedFromTheRequest() {
    assertThat(request(Map.of("Authorization", "Basic c2VjcmV0", "Cookie", "a=b")).requestHeaders())
        .isEqualTo(Map.of("Authorization", "(left out)", "Cookie", "(left out)"));
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
  void secretHeaderValuesAreLeftOut(String name, boolean secret) {
    var withHeader = new TranscriptRecorder(request(Map.of(name, "value")), shared, ended::add);
    assertThat(withHeader.transcript().handshake().requestHeaders())
        .isEqualTo(Map.of(name, secret ? "(left out)" : "value"));
  }
}
