package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import io.github.websocketecho.transcript.TranscriptClient;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The values of secret parameters and headers leave the server only in its echo. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "logging.level.io.github.websocketecho=TRACE")
@ExtendWith(OutputCaptureExtension.class)
class SecretsIntegrationTests {

  private static final String SECRET = "geheim4711";
  private static final String[] HEADERS = {
    "Authorization: Bearer " + SECRET, "Cookie: a=" + SECRET, "X-Token: " + SECRET
  };

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/?token=geheim4711",
        "/chat?user=geheim4711&password=geheim4711&access_token=geheim4711",
        "/drop?password=geheim4711",
        "/drpo?password=geheim4711",
        "/drop&password=geheim4711",
        "/refuse/401?token=geheim4711",
        "/close/999?token=geheim4711",
      })
  void noSecretIsInATranscriptALogAMetricOrAnAnswer(String target, CapturedOutput output)
      throws Exception {
    String id = RawClient.newId();
    String address = target + (target.contains("?") ? "&" : "&x&") + "connection=" + id;
    try (var client = RawClient.connect(port)) {
      assertNoSecret(client.handshake(address, HEADERS));
      client.finish();
      client.readRest();
    }
    var requests = new TranscriptClient(port);
    if (target.contains("?")) {
      assertThat(requests.ended(id).toString()).contains("=***").doesNotContain(SECRET);
      assertNoSecret(requests.get("/connections/" + id, "Accept", "text/html").body());
      assertNoSecret(requests.get("/connections/" + id + "/events").body());
    }
    assertNoSecret(requests.get(address).body());
    assertNoSecret(requests.get(address, "Accept", "text/html").body());
    assertNoSecret(requests.get(address, "Accept", "text/html", "Accept-Language", "zh").body());
    assertNoSecret(requests.get("/scenarios/check?address=" + encoded(target)).body());
    assertNoSecret(requests.get("/scenarios/check?address=x" + encoded(target)).body());
    assertNoSecret(requests.get("/scenarios/check?address=" + encoded(target) + "%FF").body());
    assertNoSecret(requests.get("/scenarios").body());
    assertNoSecret(requests.get("/actuator/prometheus").body());
    assertThat(output.getAll()).contains("path=").doesNotContain(SECRET);
  }

  private static String encoded(String target) {
    return target.replace("?", "%3F").replace("&", "%26").replace("=", "%3D").replace("/", "%2F");
  }

  private static void assertNoSecret(Response response) {
    assertNoSecret(response.body());
    assertNoSecret(response.headers().toString());
  }

  private static void assertNoSecret(String text) {
    assertThat(text).doesNotContain(SECRET);
  }
}
