package io.github.websocketecho.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The scenario that rejects the opening handshake. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(ObservedScenarios.class)
class RejectedHandshakeIntegrationTests {

  private static final String DEFLATE = "permessage-deflate";

  @LocalServerPort private int port;
  @Autowired private ObservedScenarios.Observer observer;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "300 | 300 Multiple Choices      | location: /",
        "302 | 302 Found                 | location: /",
        "308 | 308 Permanent Redirect    | location: /",
        "400 | 400 Bad Request           | ",
        "401 | 401 Unauthorized          | www-authenticate: Basic realm=\"WebSocket Echo\"",
        "403 | 403 Forbidden             | ",
        "405 | 405 Method Not Allowed    | allow: GET, HEAD",
        "407 | 407 Proxy Authentication Required |"
            + " proxy-authenticate: Basic realm=\"WebSocket Echo\"",
        "429 | 429 Too Many Requests     | retry-after: 1",
        "503 | 503 Service Unavailable   | retry-after: 1",
        "599 | 599                       | ",
      })
  void rejectsWithTheHeadersOfTheStatus(String status, String line, String header)
      throws Exception {
    try (var client = RawClient.connect(port)) {
      client.sendHandshake("/refuse/" + status, "Sec-WebSocket-Protocol: chat", offer(DEFLATE));
      List<String> head = new ArrayList<>(ResponseHeads.withoutConnectionId(client.readHead()));
      String body = line + (line.length() == 3 ? " \n" : "\n");
      assertThat(head.removeFirst()).isEqualTo("HTTP/1.1 " + line);
      head.replaceAll(RejectedHandshakeIntegrationTests::lowerCaseName);
      List<String> expected =
          new ArrayList<>(
              List.of(
                  "connection: close",
                  "content-type: text/plain;charset=UTF-8",
                  "content-length: " + body.length()));
      if (header != null) {
        expected.add(header);
      }
      assertThat(head).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(client.readBytes(body.length())).asString().isEqualTo(body);
    }
  }

  @Test
  void status426NamesProtocolAndVersion() throws Exception {
    Response response = refuse("426");
    assertThat(response.headers())
        .containsEntry("upgrade", "websocket")
        .containsEntry("connection", "close, Upgrade")
        .containsEntry("sec-websocket-version", "13");
  }

  @Test
  void status304HasNoBody() throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake("/refuse/304?within=100ms");
      assertThat(response.status()).isEqualTo(304);
      assertThat(response.headers()).doesNotContainKeys("content-length", "location");
      client.readEnd();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "302?location=wss://example.com/a%3Fb%23c | location         | wss://example.com/a?b#c",
        "401?realm=the+%5B1st%5D+realm            | www-authenticate | Basic realm=\"the [1st]"
            + " realm\"",
        "503?retryAfter=1500ms                    | retry-after      | 2",
        "429?retryAfter=0s                        | retry-after      | 0",
        "429?retryAfter=2m                        | retry-after      | 120",
      })
  void headersContainTheValuesOfTheAddress(String address, String header, String value)
      throws Exception {
    assertThat(refuse(address).header(header)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "299",
        "600",
        "x",
        "302?location=",
        "302?location=/%0d%0aSet-Cookie:a=b",
        "302?location=/%0a",
        "302?location=/%0d",
        "302?location=/%00",
        "302?location=/a%20b",
        "302?location=%C3%A9",
        "302?location=%C4%8A",
        "401?realm=a%0d%0aSet-Cookie:a=b",
        "401?realm=a%0a",
        "401?realm=a%22b",
        "401?realm=a%5Cb",
        "401?realm=%C4%8A",
        "503?retryAfter=121s",
        "503?retryAfter=-1s",
        "503?times=-1&key=a",
        "503?times=1001&key=a",
        "503?times=1",
        "503?times=1&key=",
        "503?times=1&key=a/b",
        "503?times=1&key=0123456789012345678901234567890123456789012345678901234567890123x",
        "503?within=99ms",
        "503?within=121s",
      })
  void invalidParameterGets400(String address) throws Exception {
    try (var client = RawClient.connect(port)) {
      Response response = client.handshake("/refuse/" + address);
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(response.header("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void acceptsAKeyAfterTheRequestedNumberOfRejections() throws Exception {
    String target =
        "503?times=2&key=0123456789012345678901234567890123456789012345678901234567-._Az";
    assertThat(refuse(target).status()).isEqualTo(503);
    assertThat(refuse("503?times=2&key=another").status()).isEqualTo(503);
    assertThat(refuse(target).status()).isEqualTo(503);
    for (int i = 0; i < 2; i++) {
      try (var client = RawClient.open(port, "/refuse/" + target)) {
        client.sendText("in");
        assertThat(client.read()).hasToString("text \"in\"");
        client.sendClose(4001, "bye");
        assertThat(client.read()).hasToString("close 4001 bye");
        client.readEnd();
      }
    }
  }

  @Test
  void doesNotCountRequestsWithoutAnUpgrade() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (var client = RawClient.connect(port)) {
        var response =
            client.request("GET", "/refuse/503?times=1&key=asks", List.of("Host: localhost"));
        assertThat(response.status()).isEqualTo(426);
      }
    }
    assertThat(refuse("503?times=1&key=asks").status()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource({
    "text,        81 80 00000000",
    "ping,        89 80 00000000",
    "not a frame, 47 45 54 20 2f",
  })
  void sendsNothingToAClientThatSendsDataAfterTheRejection(String description, String hex)
      throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake("/refuse/403?within=200ms");
      client.sendHex(hex);
      assertThat(client.readRest()).as(description).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/refuse/503?within=1m", "/refuse/304?within=1m"})
  void endsItsSideOfTcpAfterTheRejection(String target) throws Exception {
    try (var client = RawClient.connect(port)) {
      assertThat(client.handshake(target).header("Connection")).isEqualTo("close");
      client.readEnd();
    }
  }

  @Test
  void reportsARejectionToTheObserver() throws Exception {
    try (var client = RawClient.connect(port)) {
      client.handshake("/observed/refuse");
      client.sendText("hello?");
      assertThat(observer.next()).isEqualTo("opened");
      assertThat(observer.next()).isEqualTo("closing SCENARIO");
      assertThat(observer.next()).isEqualTo("answered 503 Service Unavailable");
      assertThat(observer.next()).isEqualTo("closing SCENARIO"); // FIN after the response.
      assertThat(observer.next()).isEqualTo("received 12 bytes of HTTP");
    }
    assertThat(observer.next()).isEqualTo("closing NETWORK");
    assertThat(observer.next()).isEqualTo("ended FIN");
  }

  private Response refuse(String address) throws Exception {
    try (var client = RawClient.connect(port)) {
      return client.handshake("/refuse/" + address);
    }
  }

  private static String offer(String extension) {
    return "Sec-WebSocket-Extensions: " + extension;
  }

  private static String lowerCaseName(String header) {
    int colon = header.indexOf(':');
    return header.substring(0, colon).toLowerCase(Locale.ROOT) + header.substring(colon);
  }
}
