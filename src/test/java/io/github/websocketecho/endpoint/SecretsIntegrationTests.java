package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import io.github.websocketecho.transcript.TranscriptClient;
import org.junit.jupiter.api.Test;
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
        "/auth/basic?user=geheim4711&password=geheim4711",
        "/auth/basic?user=geheim4711:&password=geheim4711",
        "/auth/basic?password=geheim4711&password=geheim4711",
        "/auth/basic?password=geheim4711%FF",
        "/auth/basic&password=geheim4711",
        "/auth/basci?password=geheim4711",
        "/auth/bearer?token=geheim4711",
        "/auth/bearer?token=geheim4711x",
        "/auth/bearer?token=geheim4711%20x",
        "/auth/cookie?token=geheim4711",
      })
  void noSecretIsInATranscriptALogAMetricOrAnAnswer(String target, CapturedOutput output)
      throws Exception {
    String id = RawClient.newId();
    String address = target + (target.contains("?") ? "&" : "&x&") + "connection=" + id;
    int status;
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake(address, HEADERS);
      status = response.status();
      assertNoSecret(response);
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
    assertThat(output.getAll()).doesNotContain(SECRET);
    if (status == 101 || status == 401) {
      // Lines on other rejected handshakes are limited to one per second.
      assertThat(output.getAll()).contains("Connection ended: ", "path=/");
    }
  }

  @Test
  void cookieOfTheServerIsInNoTranscript() throws Exception {
    String[] ids = {RawClient.newId(), RawClient.newId()};
    String cookie;
    try (var client = RawClient.connect(port)) {
      cookie = client.handshake("/auth/cookie?connection=" + ids[0]).header("Set-Cookie");
    }
    String value = cookie.replaceFirst("^[^=]+=([^;]+);.*", "$1");
    assertThat(value).hasSizeGreaterThan(40);
    RawClient.open(
            port, "/auth/cookie?connection=" + ids[1], "Cookie: websocket-echo-auth=" + value)
        .close();
    for (String id : ids) {
      assertThat(new TranscriptClient(port).ended(id).toString())
          .contains("(left out)")
          .doesNotContain(value);
    }
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
