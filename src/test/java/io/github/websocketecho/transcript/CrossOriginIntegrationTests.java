package io.github.websocketecho.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.RawClient;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Pages of allowed origins can use the HTTP API, and those of other origins cannot. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "websocket-echo.api.allowed-origins=https://app.example,http://localhost:*",
      "websocket-echo.transcripts.waiting-per-address=1",
      "websocket-echo.limits.requests-per-address=4"
    })
class CrossOriginIntegrationTests {

  private static final String ALLOWED = "https://app.example";
  private static final String OTHER = "https://other.example";

  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String EXPOSED = "Accept, Accept-Encoding, Allow, Retry-After";

  private final String id = RawClient.newId();

  @LocalServerPort private int port;

  private TranscriptClient client;

  @BeforeEach
  void connect() {
    client = new TranscriptClient(port);
  }

  private HttpResponse<String> preflight(
      String path, String origin, String method, String... headers) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("Origin", origin, "Access-Control-Request-Method", method));
    all.addAll(List.of(headers));
    return client.send("OPTIONS", path, BodyPublishers.noBody(), all.toArray(String[]::new));
  }

  private static Optional<String> header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name);
  }

  private static List<String> accessHeaders(HttpResponse<?> response) {
    return response.headers().map().keySet().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"))
        .toList();
  }

  private static Stream<String> varying(HttpResponse<?> response) {
    return response.headers().allValues("Vary").stream()
        .flatMap(value -> Stream.of(value.split(" *, *", -1)))
        .map(name -> name.toLowerCase(Locale.ROOT));
  }

  private static void assertReadable(HttpResponse<?> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().allValues(ALLOW_ORIGIN)).containsExactly(ALLOWED);
    assertThat(response.headers().allValues("Access-Control-Expose-Headers"))
        .containsExactly(EXPOSED);
    assertThat(header(response, "Access-Control-Allow-Credentials")).isEmpty();
    assertThat(varying(response)).contains("origin");
  }

  @ParameterizedTest
  @CsvSource({
    "/scenarios,              GET",
    "/scenarios?format=json,  HEAD",
    "/connections,            GET",
    "/connections/x?wait=10s, GET",
    "/connections/x,          DELETE",
    "/connections/x/events,   GET",
    "/connections/x/messages, POST",
    "/sequences/x,            GET",
    "/sequences/x,            DELETE",
  })
  void preflightOfAnAllowedOriginIsAccepted(String path, String method) throws Exception {
    HttpResponse<String> response =
        preflight(path, ALLOWED, method, "Access-Control-Request-Headers", "content-type,x-a");
    assertReadable(response, 200);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "Access-Control-Allow-Methods")).contains("GET,HEAD,POST,DELETE");
    assertThat(header(response, "Access-Control-Allow-Headers")).contains("content-type, x-a");
    assertThat(header(response, "Access-Control-Max-Age")).contains("600");
    assertThat(header(response, "Access-Control-Allow-Private-Network")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://other.example,    POST",
    "https://app.example:8443, POST",
    "http://app.example,       GET",
    "null,                     GET",
    "http://a:b:c,             GET",
    "https://app.example,      PUT",
    "https://app.example,      TRACE",
    "https://app.example,      get",
  })
  void otherPreflightIsRejectedWithTheReason(String origin, String method) throws Exception {
    HttpResponse<String> response =
        preflight(
            "/connections/x/messages",
            origin,
            method,
            "Access-Control-Request-Private-Network",
            "true");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(accessHeaders(response)).isEmpty();
    assertThat(varying(response)).contains("origin");
    assertThat(header(response, "Content-Type")).contains("application/problem+json");
    assertThat(response.body())
        .contains("A page of “" + origin + "” may not send " + method + " to this address.")
        .contains("Allowed: GET, HEAD, POST, DELETE, by pages of the origins")
        .contains("\"instance\":\"/connections/x/messages\"");
  }

  @Test
  void rejectionIsInTheLanguageOfTheBrowser() throws Exception {
    assertThat(preflight("/scenarios", OTHER, "GET", "Accept-Language", "zh-CN").body())
        .contains("来自“https://other.example”的页面不能向这个地址发送 GET。");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/connections/x", "/scenarios"})
  void preflightForAPrivateNetworkIsAcceptedFromAnAllowedOrigin(String path) throws Exception {
    HttpResponse<String> response =
        preflight(path, ALLOWED, "GET", "Access-Control-Request-Private-Network", "true");
    assertReadable(response, 200);
    assertThat(header(response, "Access-Control-Allow-Private-Network")).contains("true");
  }

  @Test
  void allowedPageReadsSendsAndCloses() throws Exception {
    try (var socket = RawClient.open(port, "/?connection=" + id, "Origin: " + ALLOWED)) {
      assertReadable(fromAllowedPage("GET", "/connections/" + id, ""), 200);
      assertReadable(fromAllowedPage("POST", "/connections/" + id + "/messages", "hello"), 202);
      assertThat(socket.read()).hasToString("text \"hello\"");
      assertReadable(fromAllowedPage("DELETE", "/connections/" + id, ""), 202);
      assertThat(socket.read()).hasToString("close 1000");
      socket.sendClose(1000, "");
      assertReadable(fromAllowedPage("GET", "/connections/" + id + "?wait=10s", ""), 200);
      assertReadable(fromAllowedPage("POST", "/connections/" + id + "/messages", "late"), 409);
    }
    assertReadable(fromAllowedPage("GET", "/scenarios", ""), 200);
    assertReadable(fromAllowedPage("HEAD", "/scenarios", ""), 200);
  }

  @Test
  void allowedPageReadsEvents() throws Exception {
    try (var socket = RawClient.open(port, "/?connection=" + id)) {
      HttpResponse<Stream<String>> events = client.events(id, "Origin", ALLOWED);
      assertReadable(events, 200);
      assertThat(header(events, "Content-Type").orElseThrow()).startsWith("text/event-stream");
      socket.finish();
      try (Stream<String> lines = events.body()) {
        assertThat(lines.filter(line -> line.contains("\"state\":\"ended\""))).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /connections/none,            404",
    "GET,    /connections/none/events,     404",
    "GET,    /connections,                 404",
    "GET,    /connections/none/nothing,    426",
    "GET,    /connections/none?wait=1h,    400",
    "GET,    /connections/none?wait=%FF,   400",
    "DELETE, /connections/none?code=1,     400",
    "POST,   /scenarios,                   405",
    "PUT,    /connections/none,            405",
  })
  void allowedPageReadsErrors(String method, String path, int status) throws Exception {
    HttpResponse<String> response = fromAllowedPage(method, path, "");
    if (method.equals("PUT")) {
      // No page gets this far, because its preflight is rejected.
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(accessHeaders(response)).isEmpty();
    } else {
      assertReadable(response, status);
    }
    assertThat(header(response, "Content-Type")).contains("application/problem+json");
    assertThat(header(response, "Allow").isPresent()).isEqualTo(status == 405);
  }

  @Test
  void allowedPageReadsWhyAMessageIsRejected() throws Exception {
    try (var _ = RawClient.open(port, "/?connection=" + id)) {
      String path = "/connections/" + id + "/messages";
      assertReadable(fromAllowedPage("POST", path, "a".repeat(65_537)), 413);
      HttpResponse<String> response =
          client.send("POST", path, BodyPublishers.ofString("a"), "Origin", ALLOWED);
      assertReadable(response, 415);
      assertThat(header(response, "Accept")).contains("text/plain, application/octet-stream");
    }
  }

  @Test
  void allowedPageReadsThatTooManyRequestsOfItsAddressWait() throws Exception {
    try (var socket = RawClient.open(port, "/?connection=" + id);
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ExecutorCompletionService<HttpResponse<String>>(executor);
      for (int i = 0; i < 2; i++) {
        answers.submit(() -> fromAllowedPage("GET", "/connections/" + id + "?wait=10s", ""));
      }
      HttpResponse<String> first = answers.take().get();
      assertReadable(first, 429);
      assertThat(header(first, "Retry-After")).contains("1");
      socket.finish(); // Nothing is left to wait for.
    }
  }

  /** A filter answers these, not the dispatcher. */
  @Test
  void allowedPageReadsThatTooManyRequestsAreInProgress() throws Exception {
    List<RawClient> busy = new ArrayList<>();
    try (var _ = RawClient.open(port, "/?connection=" + id)) {
      HttpResponse<String> response;
      do {
        busy.add(RawClient.connect(port));
        busy.getLast().send(unfinishedPost());
        response = fromAllowedPage("GET", "/scenarios", "");
      } while (response.statusCode() == 200 && busy.size() < 20);
      assertReadable(response, 429);
      assertThat(header(response, "Retry-After")).contains("5");
      for (RawClient each : busy) { // So that they are not in progress in the next test.
        each.send("a message".getBytes(UTF_8));
        assertThat(each.readResponse().status()).isIn(202, 429);
      }
    } finally {
      for (RawClient each : busy) {
        each.close();
      }
    }
  }

  private byte[] unfinishedPost() {
    return ("POST /connections/"
            + id
            + "/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
            + "Content-Length: 9\r\n\r\n")
        .getBytes(UTF_8);
  }

  @Test
  void pageOfAnotherOriginReadsAndChangesNothing() throws Exception {
    try (var socket = RawClient.open(port, "/?connection=" + id)) {
      String path = "/connections/" + id;
      for (String address : List.of(path, "/scenarios", path + "?wait=1ms")) {
        HttpResponse<String> read = client.get(address, "Origin", OTHER);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(accessHeaders(read)).isEmpty();
        assertThat(varying(read)).contains("origin");
      }
      HttpResponse<String> refused = from(OTHER, "POST", path + "/messages", "hello");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(accessHeaders(refused)).isEmpty();
      assertThat(refused.body()).contains("websocket-echo.api.allowed-origins can allow it.");
      assertThat(from(OTHER, "DELETE", path, "").statusCode()).isEqualTo(403);
      // A page cannot choose these headers, and two of them are not an origin.
      HttpResponse<String> twice =
          client.send(
              "DELETE",
              path,
              BodyPublishers.noBody(),
              "Origin",
              ALLOWED,
              "Origin",
              OTHER,
              "Sec-Fetch-Site",
              "cross-site");
      assertThat(twice.statusCode()).isEqualTo(403);
      socket.sendText("untouched");
      assertThat(socket.read()).hasToString("text \"untouched\"");
    }
  }

  /** Caches must not give an answer without the headers to an allowed page. */
  @ParameterizedTest
  @ValueSource(strings = {"/scenarios", "/connections/none"})
  void answerWithoutAnOriginVariesByIt(String path) throws Exception {
    HttpResponse<String> response = client.get(path);
    assertThat(accessHeaders(response)).isEmpty();
    assertThat(varying(response)).contains("origin", "accept", "accept-language");
  }

  @Test
  void ownPageBehindAProxyIsNotRejected() throws Exception {
    try (var socket = RawClient.open(port, "/?connection=" + id)) {
      HttpResponse<String> response =
          client.send(
              "POST",
              "/connections/" + id + "/messages",
              BodyPublishers.ofString("own"),
              "Content-Type",
              "text/plain",
              "Origin",
              "https://proxy.example",
              "Sec-Fetch-Site",
              "same-origin");
      assertThat(response.statusCode()).isEqualTo(202);
      assertThat(socket.read()).hasToString("text \"own\"");
    }
  }

  @Test
  void otherOptionsRequestListsTheMethods() throws Exception {
    for (String origin : List.of(ALLOWED, OTHER)) {
      HttpResponse<String> response = from(origin, "OPTIONS", "/connections/none", "");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(header(response, "Allow")).contains("DELETE, GET, HEAD, OPTIONS");
      assertThat(accessHeaders(response)).isEmpty();
    }
  }

  @Test
  void otherAddressesAreNotPartOfTheApi() throws Exception {
    for (String path : List.of("/", "/actuator/health", "/assets/style.css", "/close/1000")) {
      assertThat(accessHeaders(client.get(path, "Origin", ALLOWED))).as(path).isEmpty();
    }
  }

  private HttpResponse<String> fromAllowedPage(String method, String path, String body)
      throws IOException, InterruptedException {
    return from(ALLOWED, method, path, body);
  }

  /** Sends what a browser sends for a page of an origin. */
  private HttpResponse<String> from(String origin, String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        method,
        path,
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
        "Origin",
        origin,
        "Sec-Fetch-Site",
        "cross-site",
        "Content-Type",
        "text/plain");
  }
}
