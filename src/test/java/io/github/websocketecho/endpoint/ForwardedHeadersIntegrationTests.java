package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import io.github.websocketecho.transcript.TranscriptClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The client of a connection if Spring evaluates forwarded headers for the server's own address.
 * 127.0.0.1 is a trusted proxy, and 127.0.0.2 is not.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "server.forward-headers-strategy=framework",
      "websocket-echo.trusted-proxies=127.0.0.1",
      "websocket-echo.allowed-origins=https://other.test",
      "websocket-echo.limits.connections-per-address=1"
    })
class ForwardedHeadersIntegrationTests {

  private static final String PROXY = "127.0.0.1";
  private static final String UNTRUSTED = "127.0.0.2";

  @LocalServerPort private int port;

  private static String remoteAddress(int port, String peer, String id, String... headers)
      throws Exception {
    try (var _ = RawClient.connectFrom(peer, port).upgrade("/?connection=" + id, headers)) {
      return new TranscriptClient(port).now(id).path("remoteAddress").stringValue("");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "x-one,  X-Forwarded-For: 203.0.113.9",
    "x-more, 'X-Forwarded-For: 1.1.1.1, 203.0.113.9'",
    "f-one,  Forwarded: for=203.0.113.9;proto=https",
    "f-more, 'Forwarded: for=1.1.1.1, for=203.0.113.9'",
  })
  void transcriptNamesTheClientOfATrustedProxy(String id, String header) throws Exception {
    assertThat(remoteAddress(port, PROXY, id, header)).isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @CsvSource({
    "x-full,  X-Forwarded-For: 2001:DB8:0:0:0:0:0:9",
    "x-short, X-Forwarded-For: 2001:db8::9",
    "x-zeros, X-Forwarded-For: 2001:0db8::0:0009",
    "x-port,  'X-Forwarded-For: [2001:db8::9]:4711'",
  })
  void ipv6AddressHasOneForm(String id, String header) throws Exception {
    assertThat(remoteAddress(port, PROXY, id, header)).isEqualTo("2001:db8::9");
  }

  @ParameterizedTest
  @CsvSource({
    "x-stranger, X-Forwarded-For: 203.0.113.9",
    "f-stranger, Forwarded: for=203.0.113.9",
  })
  void transcriptNamesAnUntrustedPeer(String id, String header) throws Exception {
    assertThat(remoteAddress(port, UNTRUSTED, id, header)).startsWith(UNTRUSTED + ":");
  }

  @ParameterizedTest
  @CsvSource({
    "proxied-x, X-Forwarded-For, 203.0.113.9",
    "proxied-f, Forwarded,       for=203.0.113.9",
  })
  void transcriptContainsTheHeadersOfTheProxy(String id, String name, String value)
      throws Exception {
    try (var client = RawClient.connectFrom("127.0.0.5", port)) {
      client.handshake("/refuse/403?connection=" + id, name + ": " + value);
    }
    var transcript = new TranscriptClient(port).ended(id);
    assertThat(transcript.at("/handshake/requestHeaders").path(name).stringValue())
        .isEqualTo(value);
    assertThat(transcript.at("/verdict/remark").stringValue())
        .startsWith("The opening handshake passed through a proxy");
  }

  @Test
  void limitAppliesToTheClientOfATrustedProxy() throws Exception {
    try (var _ =
        RawClient.connectFrom(PROXY, port).upgrade("/", "X-Forwarded-For: 1.1.1.1, 203.0.113.10")) {
      assertThat(handshakeStatus(PROXY, "X-Forwarded-For: 2.2.2.2, 203.0.113.10")).isEqualTo(429);
      assertThat(handshakeStatus(PROXY, "X-Forwarded-For: 1.1.1.1, 203.0.113.11")).isEqualTo(101);
    }
  }

  @Test
  void limitAppliesToAnUntrustedPeer() throws Exception {
    try (var _ =
        RawClient.connectFrom("127.0.0.3", port).upgrade("/", "X-Forwarded-For: 203.0.113.12")) {
      assertThat(handshakeStatus("127.0.0.3", "X-Forwarded-For: 203.0.113.13")).isEqualTo(429);
      assertThat(handshakeStatus("127.0.0.3", "Forwarded: for=203.0.113.13")).isEqualTo(429);
      assertThat(handshakeStatus("127.0.0.4", "X-Forwarded-For: 203.0.113.12")).isEqualTo(101);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.11, https://localhost, 'X-Forwarded-Proto: wss'",
    "127.0.0.12, https://localhost, 'X-Forwarded-Proto: https'",
    "127.0.0.13, http://localhost, 'X-Forwarded-Proto: ws'",
    "127.0.0.14, https://Echo.test, 'Forwarded: proto=wss;host=echo.test'",
    "127.0.0.15, https://echo.test:8443, 'Forwarded: proto=wss;host=\"echo.test:8443\"'",
  })
  void originWithTheForwardedAddressIsTheServersOwn(String peer, String origin, String forwarded)
      throws Exception {
    try (var client = RawClient.connectFrom(peer, port)) {
      assertThat(client.handshake("/", "Origin: " + origin, forwarded).status()).isEqualTo(101);
    }
    assertThat(status(peer, "DELETE", "Origin: " + origin, forwarded)).isEqualTo(404);
    assertThat(status(peer, "DELETE", "Origin: http://evil.test", forwarded)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Host: a b",
        "X-Forwarded-Host: [",
        "X-Forwarded-Host: a:b",
        "X-Forwarded-Proto: a b",
        "X-Forwarded-Port: x",
        "X-Forwarded-Prefix: a b",
        "X-Forwarded-Prefix: %",
        "Forwarded: host=\"a b\"",
        "Forwarded: host=[;proto=z",
      })
  void invalidForwardedHeadersGet400(String header) throws Exception {
    for (String target : List.of("/", "/x", "/connections/x", "/assets/page.js")) {
      try (var client = RawClient.connectFrom("127.0.0.20", port)) {
        Response response = client.request("GET", target, List.of("Host: localhost", header));
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.header("Content-Security-Policy")).isNotEmpty();
      }
    }
    try (var client = RawClient.connectFrom("127.0.0.20", port)) {
      Response response = client.handshake("/", "Origin: https://other.test", header);
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    }
  }

  @Test
  void detailNamesTheForwardedHeaders() throws Exception {
    try (var client = RawClient.connectFrom("127.0.0.21", port)) {
      assertThat(client.handshake("/", "X-Forwarded-Host: a b").body())
          .contains("The headers Forwarded or X-Forwarded-* of this request");
    }
  }

  private int status(String peer, String method, String... headers) throws Exception {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Host: localhost");
    try (var client = RawClient.connectFrom(peer, port)) {
      return client.request(method, "/connections/nobody", all).status();
    }
  }

  private int handshakeStatus(String peer, String header) throws Exception {
    try (var client = RawClient.connectFrom(peer, port)) {
      return client.handshake("/", header).status();
    }
  }

  /** By default, Spring Boot would make Tomcat trust every private address there. */
  @Nested
  @SpringBootTest(
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = "spring.main.cloud-platform=kubernetes")
  class InKubernetes {

    @LocalServerPort private int portInKubernetes;

    @ParameterizedTest
    @CsvSource({
      "x-kubernetes, X-Forwarded-For: 203.0.113.9",
      "f-kubernetes, Forwarded: for=203.0.113.9",
    })
    void onlyListedProxiesAreTrusted(String id, String header) throws Exception {
      assertThat(remoteAddress(portInKubernetes, PROXY, id, header)).startsWith(PROXY + ":");
    }
  }
}
