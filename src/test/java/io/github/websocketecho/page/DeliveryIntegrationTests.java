package io.github.websocketecho.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How the pages and their files are sent: what is compressed, and what a cache may keep. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(Lifecycle.PER_CLASS)
class DeliveryIntegrationTests {

  private static final Pattern URL =
      Pattern.compile("(?:src|href)=\"(?:\\.\\.?/)(assets/[^\"]+)\"");
  private static final Pattern HASHED =
      Pattern.compile("assets/bundle/[a-z.-]+-[0-9A-Z]{8}\\.(js|css|svg)");

  @LocalServerPort private int port;

  private List<String> files = List.of();

  @BeforeAll
  void findFiles() throws Exception {
    files =
        Stream.of(filesOf("/"), filesOf("/scenarios"), filesOf("/close/1000"))
            .flatMap(Function.identity())
            .distinct()
            .filter(file -> !file.contains("/chunk-"))
            .toList();
  }

  private Stream<String> filesOf(String page) throws Exception {
    return URL.matcher(text(get(page, "Accept", "text/html"))).results().map(url -> url.group(1));
  }

  Stream<String> files() {
    return files.stream();
  }

  @Test
  void pagesReferToTheBundle() {
    assertThat(files)
        .as("run by Maven, which makes the bundle: ./mvnw verify")
        .hasSize(8)
        .allMatch(HASHED.asMatchPredicate());
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileOfTheBundleIsCompressedAndKeptForAYear(String file) throws Exception {
    HttpResponse<byte[]> whole = get("/" + file);
    HttpResponse<byte[]> compressed = get("/" + file, "Accept-Encoding", "br, gzip");
    for (HttpResponse<byte[]> response : List.of(whole, compressed)) {
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(header(response, "Cache-Control"))
          .isEqualTo("max-age=31536000, public, immutable");
      assertThat(header(response, "Vary")).isEqualToIgnoringCase("Accept-Encoding");
      assertThat(header(response, "Content-Length"))
          .isEqualTo(String.valueOf(response.body().length));
    }
    assertThat(header(whole, "Content-Encoding")).isEmpty();
    assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(compressed, "Content-Type")).isEqualTo(header(whole, "Content-Type"));
    assertThat(compressed.body()).hasSizeLessThan(whole.body().length);
    assertThat(unzip(compressed.body())).isEqualTo(whole.body());
  }

  @ParameterizedTest
  @MethodSource("files")
  void headHasTheHeadersOfGet(String file) throws Exception {
    for (String encoding : List.of("identity", "gzip")) {
      HttpResponse<byte[]> get = get("/" + file, "Accept-Encoding", encoding);
      HttpResponse<byte[]> head = send("HEAD", "/" + file, "Accept-Encoding", encoding);
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(headers(head)).isEqualTo(headers(get));
    }
  }

  @Test
  void rangeIsAPartOfWhatIsSent() throws Exception {
    for (String encoding : List.of("identity", "gzip")) {
      byte[] all = get("/" + files.getFirst(), "Accept-Encoding", encoding).body();
      HttpResponse<byte[]> part =
          get("/" + files.getFirst(), "Accept-Encoding", encoding, "Range", "bytes=10-19");
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(header(part, "Content-Range")).isEqualTo("bytes 10-19/" + all.length);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(all, 10, 20));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/bundle/page-00000000.js",
        "/assets/bundle/",
        "/assets/bundle/../page.js",
        "/bundle.json"
      })
  void nothingElseIsKept(String path) throws Exception {
    try (var client = RawClient.connect(port)) {
      RawClient.Response response = client.request("GET", path, List.of("Host: localhost"));
      assertThat(response.status()).isIn(400, 404, 426);
      assertThat(response.headers().toString()).doesNotContain("immutable");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/assets/page.js", "/assets/page-styles.css", "/assets/icon.svg"})
  void fileWithoutAHashIsValidatedEachTime(String path) throws Exception {
    assertThat(header(get(path), "Cache-Control")).isEqualTo("no-cache");
  }

  @ParameterizedTest
  @MethodSource("computed")
  void computedResponseIsCompressedIfTheClientAcceptsThat(String path, String type, int status)
      throws Exception {
    HttpResponse<byte[]> whole = get(path, "Accept", type);
    HttpResponse<byte[]> compressed = get(path, "Accept", type, "Accept-Encoding", "gzip");
    for (HttpResponse<byte[]> response : List.of(whole, compressed)) {
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(header(response, "Content-Type")).startsWith(type);
      assertThat(header(response, "Vary")).containsIgnoringCase("Accept-Encoding");
    }
    assertThat(header(whole, "Content-Encoding")).isEmpty();
    assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(unzip(compressed.body())).hasSameSizeAs(whole.body());
    assertThat(compressed.body().length).isLessThan(whole.body().length / 3);
  }

  static Stream<Arguments> computed() {
    return Stream.of(
        Arguments.of("/", "text/html", 200),
        Arguments.of("/scenarios", "text/html", 200),
        Arguments.of("/scenarios", "application/json", 200),
        Arguments.of("/" + "long".repeat(300), "application/problem+json", 426));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/robots.txt", "/actuator/health", "/nothing"})
  void smallResponseIsNotCompressed(String path) throws Exception {
    assertThat(header(get(path, "Accept-Encoding", "gzip"), "Content-Encoding")).isEmpty();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  private HttpResponse<byte[]> send(String method, String path, String... headers)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .method(method, HttpRequest.BodyPublishers.noBody());
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(request.build(), BodyHandlers.ofByteArray());
    }
  }

  private static Map<String, List<String>> headers(HttpResponse<?> response) {
    var headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    return headers;
  }

  private static String header(HttpResponse<?> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }

  private static byte[] unzip(byte[] bytes) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }
}
