package io.github.websocketecho.endpoint;

import io.github.websocketecho.support.RawClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Random malformed and unusual requests. The same seed yields the same requests. */
final class OddRequests {

  /** The headers of a valid opening handshake. */
  private static final String HANDSHAKE =
      RawClient.HANDSHAKE.stream()
          .filter(header -> !header.startsWith("Host:"))
          .map(header -> header + "\r\n")
          .collect(Collectors.joining());

  private static final List<String> METHODS =
      List.of(
          "GET",
          "GET",
          "GET",
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "get",
          "ODD",
          "G@T",
          "GET\t",
          "",
          "PRI",
          "A".repeat(300),
          "\u00e4");

  private static final List<String> TARGETS =
      List.of(
          "/",
          "/",
          "//",
          "///",
          "/%00",
          "/%",
          "/%zz",
          "/%c3%28",
          "/%ff",
          "*",
          "",
          "/..",
          "/../x",
          "/./",
          "/a/../..",
          "/;x",
          "/;jsessionid=1",
          "/x;y=z/",
          "/%2f",
          "/%2e%2e/",
          "/%5c",
          "/a\\b",
          "/a|b",
          "/{x}",
          "/\"",
          "/<script>",
          "/\u00e4",
          "/#x",
          "http://localhost/",
          "http://[",
          "http://",
          "https://a:b@c/",
          "ftp://x/",
          "localhost:80",
          "?",
          "/?",
          "/?&&==&",
          "/?a=%",
          "/?lang=%00",
          "/?lang=zh_CN_x",
          "/?lang=" + "z-".repeat(500),
          "/?demo=%ff",
          "/?connection=%",
          "/?connection=" + "a".repeat(100),
          "/?max_message_size=9999999999",
          "/?max_fragment_size=-1",
          "/x?connection=a&connection=b",
          "/" + "a".repeat(3_000),
          "/" + "a/".repeat(2_000),
          "/" + "%41".repeat(2_000),
          "/" + "a".repeat(9_000),
          "/?" + "a&".repeat(3_000),
          "/?" + "(".repeat(6_000),
          "/close/",
          "/close/abc",
          "/close/1000?reason=%ff",
          "/close/1000?reason=" + "x".repeat(200),
          "/close/%31000",
          "/close/1000?after=1h",
          "/refuse/abc",
          "/refuse/200",
          "/refuse/503?location=%0d%0a",
          "/refuse/401?realm=%22",
          "/refuse/503?times=1&key=%00",
          "/rate?per=0s",
          "/rate?messages=x",
          "/limit?message=1TB",
          "/limit?message=" + "9".repeat(400),
          "/timeout?idle=PT1S",
          "/timeout?idle=-1s",
          "/timeout?idle=" + "9".repeat(30) + "s",
          "/hang?hold=0s",
          "/clsoe/1000",
          "/drop&connection=x",
          "/illegal/none",
          "/error",
          "/error?x",
          "/favicon.ico",
          "/scenarios",
          "/scenarios?lang=xx",
          "/scenarios/",
          "/connections",
          "/connections/",
          "/connections//",
          "/connections/%00",
          "/connections/none",
          "/connections/none?wait=x",
          "/connections/none?wait=" + "9".repeat(40) + "s",
          "/connections/none/events",
          "/connections/none/messages",
          "/connections/" + "x".repeat(2_000),
          "/connections/a/b/c",
          "/connections/none?code=1e3",
          "/connections/none?reason=" + "r".repeat(300),
          "/assets/",
          "/assets",
          "/assets/..",
          "/assets/../application.properties",
          "/assets/%2e%2e/application.properties",
          "/assets/..%2fapplication.properties",
          "/assets/page.js/",
          "/assets//page.js",
          "/assets/WEB-INF/",
          "/assets/page.js%00",
          "/webjars/",
          "/webjars/none",
          "/webjars/chart.js",
          "/actuator",
          "/actuator/",
          "/actuator/env",
          "/actuator/health/none",
          "/actuator/health?x=%",
          "/actuator/health/..",
          "/actuator/prometheus?includedNames=%",
          "/actuator/prometheus?includedNames=x",
          "/actuator/" + "x".repeat(1_000),
          "/WEB-INF/web.xml",
          "/META-INF/");

  private static final List<String> BODIES =
      List.of(
          "",
          "",
          "",
          "hello",
          "\u0000\u00ff",
          "0\r\n\r\n",
          "5\r\nhello\r\n0\r\n\r\n",
          "zz\r\n",
          "-1\r\n",
          "5;x=\"\r\nhello\r\n",
          "ffffffffffffffff\r\n",
          "a=b&%=%&c",
          "x".repeat(70_000));

  private final Random random;

  OddRequests(long seed) {
    random = new Random(seed);
  }

  /** The bytes of the next requests. */
  List<byte[]> next(int count) {
    List<byte[]> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(next().getBytes(StandardCharsets.ISO_8859_1));
    }
    return requests;
  }

  private String next() {
    String version =
        random.nextInt(20) == 0
            ? any(List.of("HTTP/1.0", "HTTP/2.0", "HTTP/1.1x", ""))
            : "HTTP/1.1";
    var request = new StringBuilder();
    request
        .append(any(METHODS))
        .append(' ')
        .append(any(TARGETS))
        .append(' ')
        .append(version)
        .append("\r\n");
    request
        .append(random.nextInt(8) == 0 ? any(OddHeaders.HOSTS) : "Host: localhost")
        .append("\r\n");
    if (random.nextInt(4) == 0) {
      request.append(HANDSHAKE);
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      request.append(any(OddHeaders.HEADERS)).append("\r\n");
    }
    if (random.nextInt(200) == 0) {
      request.append("X-Many: x\r\n".repeat(300));
    }
    return request.append("\r\n").append(any(BODIES)).toString();
  }

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
