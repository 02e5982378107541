package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class AddressCheckIntegrationTests {

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/drop", "/close/1000?reason=a%20b", "/ws/timeout/5", "/anything?x=y", "//"})
  void validAddressHasNoProblem(String address) throws Exception {
    HttpResponse<String> response = check(address);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(response.body()).isEqualTo("{\"problem\":null}");
  }

  @ParameterizedTest
  @CsvSource({
    "/close/999,         400, code",
    "/timeout?idle=x,    400, idle",
    "/x?connection=<,    400, connection",
    "/ws/timeout/x,      400, idle",
    "/clsoe/1000,        404, nearest",
    "/drop&connection=x, 404, nearest",
  })
  void wrongAddressHasItsProblemWithTheStatus200(String address, int status, String member)
      throws Exception {
    HttpResponse<String> response = check(address);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"status\":" + status, "\"detail\":\"")
        .containsPattern("\"parameter\":\"" + member + "\"|\"" + member + "\":\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"close/1000", "/%zz", "/close/%"})
  void textThatIsNoAddressIsRejected(String text) throws Exception {
    assertThat(check(text).statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> check(String address) throws Exception {
    String target =
        "/scenarios/check?address=" + URLEncoder.encode(address, StandardCharsets.UTF_8);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + target)).build(),
          BodyHandlers.ofString());
    }
  }
}
