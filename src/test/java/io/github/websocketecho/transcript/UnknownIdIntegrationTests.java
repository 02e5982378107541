package io.github.websocketecho.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An expired id cannot be distinguished from one that never existed. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "websocket-echo.transcripts.age=1s")
class UnknownIdIntegrationTests {

  @LocalServerPort private int port;

  @Test
  void expiredAndUnknownIdsGetTheSameResponses() throws Exception {
    var transcripts = new TranscriptClient(port);
    String id;
    try (var client = RawClient.connect(port)) {
      id = client.handshake("/close/1000?after=1").header("Connection-Id");
      assertThat(transcripts.now(id).path("state").stringValue()).isEqualTo("open");
    }
    long deadline = System.nanoTime() + RawClient.PATIENCE.toNanos();
    while (transcripts.get("/connections/" + id).statusCode() == 200) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    List<String> responses = responses(transcripts, "A".repeat(id.length()));
    assertThat(responses).hasSize(6).allMatch(response -> response.startsWith("404 "));
    assertThat(responses(transcripts, id)).isEqualTo(responses);
  }

  private static List<String> responses(TranscriptClient transcripts, String id) throws Exception {
    String path = "/connections/" + id;
    byte[] body = "x".getBytes(UTF_8);
    return List.of(
        text(id, transcripts.get(path)),
        text(id, transcripts.get(path + "?wait=5s")),
        text(id, transcripts.get(path + "/events")),
        text(id, transcripts.delete(path + "?code=4000")),
        text(id, transcripts.post(path + "/messages", "text/plain", body)),
        text(id, transcripts.post(path + "/messages", "application/octet-stream", body)));
  }

  /** The response without the id, and without headers that vary with time. */
  private static String text(String id, HttpResponse<String> response) {
    Map<String, List<String>> headers = new HashMap<>(response.headers().map());
    headers.remove("date");
    headers.remove("connection"); // Closed if the body was not received before the response.
    return (response.statusCode() + " " + headers + " " + response.body()).replace(id, "ID");
  }
}
