package io.github.websocketecho.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The server neither waits for the body of a request nor reads it, if it does not need it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RequestBodiesIntegrationTests {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int MAXIMUM_DISCARDED = 64 * 1024;

  @LocalServerPort private int port;

  private static void sendHead(RawClient client, String request, String... headers)
      throws IOException {
    var lines =
        Stream.concat(Stream.of(request + " HTTP/1.1", "Host: localhost"), Stream.of(headers));
    client.send(lines.collect(Collectors.joining("\r\n", "", "\r\n\r\n")).getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "POST   /,                         application/x-www-form-urlencoded,   405",
    "PUT    /,                         application/x-www-form-urlencoded,   405",
    "PATCH  /,                         application/x-www-form-urlencoded,   405",
    "DELETE /,                         application/x-www-form-urlencoded,   405",
    "POST   /any,                      multipart/form-data; boundary=x,     405",
    "DELETE /connections/none,         application/x-www-form-urlencoded,   404",
    "POST   /connections/none/messages, text/plain,                         404",
    "POST   /connections/none/messages, application/x-www-form-urlencoded,  415",
    "POST   /connections/none/messages, multipart/form-data; boundary=x,    415",
  })
  void responseDoesNotWaitForABodyThatIsNotRead(String request, String type, int status)
      throws Exception {
    for (String length :
        new String[] {"Content-Length: 1000000000", "Transfer-Encoding: chunked"}) {
      try (var client = RawClient.connect(port)) {
        sendHead(client, request.replaceAll(" +", " "), "Content-Type: " + type, length);
        assertThat(client.readResponse().status()).as(length).isEqualTo(status);
      }
    }
  }

  @Test
  void unreadBodyUpToTheMessageSizeKeepsTheConnectionAlive() throws Exception {
    try (var client = RawClient.connect(port)) {
      sendHead(
          client,
          "POST /connections/none/messages",
          "Content-Type: text/plain",
          "Content-Length: " + MAXIMUM_DISCARDED);
      client.send(new byte[MAXIMUM_DISCARDED]);
      sendHead(client, "HEAD /", "Connection: close");
      assertThat(new String(client.readRest(), UTF_8)).contains("HTTP/1.1 404", "HTTP/1.1 200");
    }
  }

  @ParameterizedTest
  @CsvSource({"DELETE /connections/none", "POST /", "PUT /any"})
  void longerUnreadBodyEndsTheConnection(String request) throws Exception {
    try (var client = RawClient.connect(port)) {
      sendHead(client, request, "Content-Type: " + FORM, "Content-Length: 1000000000");
      Response response = client.readResponse();
      assertThat(response.status()).isIn(404, 405);
      assertThat(response.header("Connection")).isEqualTo("close");
      assertThat(sendUntilConnectionEnds(client)).isLessThan(50_000_000);
    }
  }

  private static long sendUntilConnectionEnds(RawClient client) {
    byte[] part = new byte[MAXIMUM_DISCARDED];
    for (long sent = 0; sent < 1_000_000_000; sent += part.length) {
      try {
        client.send(part);
      } catch (IOException e) {
        return sent;
      }
    }
    return Long.MAX_VALUE;
  }
}
