package io.github.websocketecho.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.testing.Transcript.Cause;
import io.github.websocketecho.testing.Transcript.Outcome;
import io.github.websocketecho.testing.Transcript.State;
import io.github.websocketecho.testing.Transcript.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test does with a server, with a client that sends what it is asked to. */
class WebSocketEchoIntegrationTests {

  private static final Duration SHORT = Duration.ofMillis(300);

  @RegisterExtension static final WebSocketEcho echo = WebSocketEcho.start();

  private static RawClient open(Visit visit) throws IOException {
    return open(visit.uri());
  }

  private static RawClient open(URI uri) throws IOException {
    return RawClient.open(uri.getPort(), uri.getRawPath() + "?" + uri.getRawQuery());
  }

  @Test
  void reportsWhatTheServerSaw() throws IOException {
    Visit visit = echo.visit("/close/4001?reason=bye");

    try (RawClient client = open(visit)) {
      assertThat(client.read().closeCode()).isEqualTo(4001);
      client.sendClose(4001, "");
      client.readEnd();
    }

    assertThat(visit.verdict().passed()).isTrue();
    Transcript seen = visit.transcript();
    assertThat(seen.id()).isEqualTo(visit.id());
    assertThat(seen.scenario()).isEqualTo("close");
    assertThat(seen.state()).isEqualTo(State.ENDED);
    assertThat(seen.closing().clean()).isTrue();
    assertThat(seen.closing().cause()).isEqualTo(Cause.SCENARIO);
    assertThat(seen.frames()).hasSize(2);
    assertThat(seen).asString().contains(visit.id(), "PASSED", "close, 5 bytes: “4001 bye”");
  }

  @Test
  void saysWhyAClientHasFailed() throws IOException {
    Visit visit = echo.visit("/close/4001");

    try (RawClient client = open(visit)) {
      client.read();
      client.sendClose(1005, "");
    }

    Verdict verdict = visit.verdict();
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(verdict)
        .hasToString(
            "The verdict on the client is FAILED.\n  expected: "
                + verdict.expected()
                + "\n  observed: "
                + verdict.observed());
    assertThat(verdict.observed()).contains("1005");
  }

  @Test
  void reportsARejectedHandshake() throws IOException {
    Visit visit = echo.visit("/refuse/503");
    try (RawClient client = RawClient.connect(visit.uri().getPort())) {
      client.handshake(visit.uri().getRawPath() + "?" + visit.uri().getRawQuery());
    }
    Transcript seen = visit.transcript();
    assertThat(seen.state()).isEqualTo(State.REFUSED);
    assertThat(seen.handshake().status()).isEqualTo(503);
    assertThat(seen).asString().contains("was rejected with 503.");
  }

  @Test
  void waitsForAClientThatConnectsLater() throws Exception {
    Visit visit = echo.visit("/drop");
    CompletableFuture<Verdict> verdict = CompletableFuture.supplyAsync(visit::verdict);
    TimeUnit.MILLISECONDS.sleep(SHORT.toMillis());
    assertThat(verdict).isNotDone();

    try (RawClient client = open(visit)) {
      client.readEnd();
    }

    assertThat(verdict.get(5, TimeUnit.SECONDS).passed()).isTrue();
  }

  @Test
  void failsTheTestIfNoClientConnects() {
    Visit visit = echo.visit("/drop");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> visit.transcript(SHORT))
        .withMessage(
            "No WebSocket client has connected to %s within 300 ms, or the server has discarded its"
                + " transcript.",
            visit.uri());
  }

  @Test
  void failsTheTestIfTheConnectionDoesNotEnd() throws IOException {
    Visit visit = echo.visit("/");
    try (RawClient client = open(visit)) {
      assertThat(client).isNotNull();
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> visit.transcript(SHORT))
          .withMessageStartingWith("The connection has not ended within 300 ms.")
          .withMessageContaining("is open after");
    }
  }

  @Test
  void sendsMessagesAndCloses() throws IOException {
    Visit visit = echo.visit("/");
    try (RawClient client = open(visit)) {
      visit.send("Grüße 😀");
      assertThat(client.read().text()).isEqualTo("Grüße 😀");
      visit.send(new byte[] {0, (byte) 0xff});
      RawClient.Frame binary = client.read();
      assertThat(binary.opcode()).isEqualTo(RawClient.BINARY);
      assertThat(binary.payload()).containsExactly(0, 0xff);
      visit.send("");
      assertThat(client.read().text()).isEmpty();

      visit.close(4002, "so long & thanks");
      RawClient.Frame close = client.read();
      assertThat(close.closeCode()).isEqualTo(4002);
      assertThat(close).asString().endsWith("so long & thanks");
      client.sendClose(4002, "");
      client.readEnd();
    }
    assertThat(visit.transcript().closing().cause()).isEqualTo(Cause.ASKED);
    assertThatIllegalStateException()
        .isThrownBy(() -> visit.send("late"))
        .withMessageContaining("with 409");
  }

  @Test
  void closesWith1000WithoutACode() throws IOException {
    Visit visit = echo.visit("/");
    try (RawClient client = open(visit)) {
      visit.close();
      assertThat(client.read().closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void namesACodeThatIsOutOfRange() throws IOException {
    Visit visit = echo.visit("/");
    try (RawClient client = open(visit)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> visit.close(1005, ""))
          .withMessageContaining("with 400")
          .withMessageContaining("1005");
      client.sendText("still open");
      assertThat(client.read().text()).isEqualTo("still open");
    }
  }

  @Test
  void reportsEachChange() throws Exception {
    Visit visit = echo.visit("/");
    CompletableFuture<List<Transcript>> all =
        CompletableFuture.supplyAsync(
            () -> {
              try (Stream<Transcript> events = visit.events()) {
                return events.toList();
              }
            });
    try (RawClient client = open(visit)) {
      for (int i = 0; i < 3; i++) {
        client.sendText("again");
        client.read();
        TimeUnit.MILLISECONDS.sleep(SHORT.toMillis());
      }
      client.sendClose(1000, "");
      client.read();
      client.readEnd();
    }
    List<Transcript> seen = all.get(5, TimeUnit.SECONDS);
    assertThat(seen).hasSizeBetween(3, 6);
    assertThat(seen.getFirst().state()).isEqualTo(State.OPEN);
    assertThat(seen.getLast().state()).isEqualTo(State.ENDED);
    assertThat(seen.getLast().received().messages()).isEqualTo(3);
  }

  @Test
  void hasNoVerdictOnAnEcho() throws IOException {
    Visit visit = echo.visit("/any/other/address?x=1");
    try (RawClient client = open(visit)) {
      client.finish();
      client.readRest();
    }
    assertThatIllegalStateException()
        .isThrownBy(visit::verdict)
        .withMessageContaining("an echo expects nothing of its client");
  }

  @Test
  void hasNoVerdictOnARejectedHandshake() throws IOException {
    Visit visit = echo.visit("/drop/");
    try (RawClient client = RawClient.connect(visit.uri().getPort())) {
      client.handshake(visit.uri().getRawPath() + "?" + visit.uri().getRawQuery());
    }
    assertThatIllegalStateException()
        .isThrownBy(visit::verdict)
        .withMessageContaining("the opening handshake was rejected with 404");
  }

  @Test
  void rejectsAMessageThatIsTooLarge() throws IOException {
    Visit visit = echo.visit("/");
    try (RawClient client = open(visit)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> visit.send(new byte[65_537]))
          .withMessage("Expected a message of up to 65536 bytes: it has 65537.");
      visit.send(new byte[65_536]);
      assertThat(client.read().payload()).hasSize(65_536);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1S", "PT1H0.001S", "PT8760000H", "PT2562047788015215H"})
  void rejectsATimeThatIsOutOfRange(Duration time) {
    Visit visit = echo.visit("/");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> visit.transcript(time))
        .withMessageContaining(time.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "--server.port", "a=b", "größe"})
  void rejectsANameThatIsNoSetting(String name) {
    WebSocketEcho.Builder builder = WebSocketEcho.builder();
    assertThatIllegalArgumentException().isThrownBy(() -> builder.set(name, 1));
  }

  @Test
  void rejectsAContextPathThatIsNoPathOfAUri() {
    WebSocketEcho.Builder builder =
        WebSocketEcho.builder().set("server.servlet.context-path", "/a b");
    assertThatIllegalArgumentException().isThrownBy(builder::start);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "::1, [::1]", "0.0.0.0, localhost"})
  void hasTheAddressOfItsSetting(String setting, String host) {
    try (WebSocketEcho other = WebSocketEcho.builder().set("server.address", setting).start()) {
      assertThat(other.uri()).hasHost(host);
      Visit visit = other.visit("/drop");
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> visit.transcript(Duration.ZERO));
    }
  }

  /** A timeout of JUnit interrupts a thread, and the other servers go on. */
  @Test
  void startsAndClosesInAnInterruptedThread() throws IOException {
    Thread.currentThread().interrupt();
    WebSocketEcho other = WebSocketEcho.start();
    int port = other.uri().getPort();
    other.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> RawClient.connect(port));
    try (RawClient client = open(echo.uri("/?after"))) {
      client.sendText("still there");
      assertThat(client.read().text()).isEqualTo("still there");
    }
  }

  /** The client of another test has its time to answer the close frame. */
  @Test
  void startsWhileAnotherServerEnds() throws Exception {
    WebSocketEcho ending = WebSocketEcho.start();
    try (RawClient silent = open(ending.visit("/"))) {
      CompletableFuture<Void> ended = CompletableFuture.runAsync(ending::close);
      assertThat(silent.read().closeCode()).isEqualTo(1001);
      try (WebSocketEcho other = WebSocketEcho.start()) {
        assertThat(other.uri()).hasHost("localhost");
        assertThat(ended).isNotDone();
      }
      ended.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void saysThatTheServerHasBeenClosed() throws Exception {
    WebSocketEcho other = WebSocketEcho.start();
    Visit visit = other.visit("/");
    try (RawClient client = open(visit)) {
      CompletableFuture<Transcript> waiting = CompletableFuture.supplyAsync(visit::transcript);
      TimeUnit.MILLISECONDS.sleep(SHORT.toMillis());
      client.finish();
      assertThat(waiting.get(5, TimeUnit.SECONDS).state()).isEqualTo(State.ENDED);
    }
    other.close();
    assertThatIllegalStateException()
        .isThrownBy(visit::transcript)
        .withMessage("The server has been closed.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"close/4001", "?reason=bye", "http://localhost/", "/echo#part"})
  void rejectsAnAddressThatIsNoPath(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> echo.visit(address))
        .withMessageContaining(address);
    assertThatIllegalArgumentException().isThrownBy(() -> echo.uri(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/close/4001?reason=good bye", "/<>"})
  void rejectsAnAddressThatIsNotEncoded(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> echo.visit(address))
        .withMessageContaining(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/drop?connection=mine", "/drop?delay=1s&connection=mine"})
  void rejectsAnAddressWithAnId(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> echo.visit(address))
        .withMessageContaining("id of its own");
  }

  @Test
  void rejectsTheAddressOfASequence() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> echo.visit("/sequence/k?step=drop"))
        .withMessageContaining("use uri(…) for its address: /sequence/k?step=drop");
  }

  /** All clients of a test have the same address. */
  @Test
  void hasNoLimitsForOneAddress() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 600; i++) {
        clients.add(open(echo.uri("/?n=" + i)));
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    assertThat(clients).hasSize(600);
  }

  @Test
  void givesEachVisitAnIdOfItsOwn() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      ids.add(echo.visit("/").id());
    }
    assertThat(ids).hasSize(100);
    assertThat(echo.uri("/close/1001")).hasPath("/close/1001").hasNoQuery().hasScheme("ws");
    assertThat(echo.uri()).hasHost("localhost").hasPath("/");
    assertThat(echo.uri("")).hasToString("ws://localhost:" + echo.uri().getPort());
  }

  @ParameterizedTest
  @CsvSource({
    "http,''", "ws,''", "HTTP,/", "ws,/",
  })
  void usesAServerThatRunsAlready(String scheme, String path) throws IOException {
    URI running = URI.create(scheme + "://localhost:" + echo.uri().getPort() + path);
    try (WebSocketEcho same = WebSocketEcho.at(running)) {
      Visit visit = same.visit("/drop");
      try (RawClient client = open(visit)) {
        client.readEnd();
      }
      assertThat(visit.verdict().passed()).isTrue();
    }
    assertThat(open(echo.visit("/"))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:8080",
        "ftp://localhost",
        "http:///x",
        "http://h/?a=b",
        "http://h/#f",
        "/"
      })
  void rejectsAnAddressThatIsNoServer(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebSocketEcho.at(URI.create(address)))
        .withMessageContaining(address);
  }

  @Test
  void usesASecureServerWithASecureScheme() {
    try (WebSocketEcho secure = WebSocketEcho.at(URI.create("https://echo.example/base/"))) {
      assertThat(secure.uri("/drop")).hasToString("wss://echo.example/base/drop");
    }
  }

  @Test
  void saysThatAServerDoesNotAnswer() throws Exception {
    int port = unusedPort();
    try (WebSocketEcho absent = WebSocketEcho.at(URI.create("http://localhost:" + port))) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> absent.visit("/").transcript(SHORT))
          .withMessageContaining("No answer to GET http://localhost:" + port + "/connections/")
          .withCauseInstanceOf(ConnectException.class);
    }
  }

  private static int unusedPort() {
    try (WebSocketEcho other = WebSocketEcho.start()) {
      return other.uri().getPort();
    }
  }

  @Test
  void reportsOnTheConformanceOfAClient() throws IOException {
    String agent = "a client & more";
    for (String id : List.of("1.1.1", "1.1.2")) {
      try (RawClient client = open(echo.uri("/case/" + id + "?agent=a%20client%20%26%20more"))) {
        RawClient.Frame message = client.read();
        client.sendText(id.equals("1.1.1") ? message.text() : "other");
        RawClient.Frame close = client.read();
        client.sendClose(close.closeCode(), "");
        client.readEnd();
      }
    }
    WebSocketEcho.Conformance report = echo.conformance(agent);
    assertThat(report.cases())
        .extracting(WebSocketEcho.CaseResult::id, WebSocketEcho.CaseResult::behavior)
        .containsExactly(tuple("1.1.1", "OK"), tuple("1.1.2", "FAILED"));
    assertThat(report.failures())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("1.1.2: FAILED, WRONG CODE. ");
    assertThat(report).asString().startsWith(agent + " has failed 1 of 2 cases.\n  1.1.2: FAILED");
    assertThatIllegalStateException()
        .isThrownBy(() -> echo.conformance("nobody"))
        .withMessageContaining("with 404");
  }

  @Test
  void hasItsSettings() throws IOException {
    try (WebSocketEcho limited =
        WebSocketEcho.builder()
            .set("websocket-echo.limits.message-size", "16B")
            .set("server.servlet.context-path", "/below")
            .start()) {
      assertThat(limited.uri()).hasPath("/below/");
      Visit visit = limited.visit("/");
      try (RawClient client = open(visit)) {
        client.sendText("x".repeat(17));
        assertThat(client.read().closeCode()).isEqualTo(1009);
      }
      assertThat(visit.transcript().closing().cause()).isEqualTo(Cause.LIMIT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "websocket-echo.limits.connections, -5, websocket-echo.limits.connections",
    "websocket-echo.no-such, 1, websocket-echo.no-such",
    "websocket-echo.limits.idle, never, never",
    "server.port, 70000, server.port",
  })
  void saysWhichSettingIsInvalid(String name, String value, String named) {
    WebSocketEcho.Builder builder = WebSocketEcho.builder().set(name, value);
    assertThatIllegalStateException()
        .isThrownBy(builder::start)
        .withMessageStartingWith("The server has not started: ")
        .withMessageContaining(named);
  }

  @Test
  void saysThatAPortIsInUse() {
    int port = echo.uri().getPort();
    WebSocketEcho.Builder builder = WebSocketEcho.builder().set("server.port", port);
    assertThatIllegalStateException()
        .isThrownBy(builder::start)
        .withMessageContaining(Integer.toString(port));
  }

  @Test
  void saysThatThereIsNoJava() {
    WebSocketEcho.Builder builder = WebSocketEcho.builder().javaHome(Path.of("no", "java"));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(builder::start)
        .withMessageContaining(Path.of("no", "java", "bin").toString());
  }

  @Test
  void endsConnectionsWithTheServer() throws IOException {
    WebSocketEcho other = WebSocketEcho.start();
    int port = other.uri().getPort();
    try (RawClient client = open(other.visit("/"))) {
      other.close();
      assertThat(client.read().closeCode()).isEqualTo(1001);
    }
    assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> RawClient.connect(port));
    other.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> other.visit("/"))
        .withMessage("The server has been closed.");
  }

  /** The servers of a JVM share a process, and nothing else. */
  @Test
  void keepsServersApart() throws IOException {
    Set<ProcessHandle> before = hosts();
    try (WebSocketEcho other =
        WebSocketEcho.builder().set("websocket-echo.scenarios.exclude", "drop").start()) {
      assertThat(other.uri()).isNotEqualTo(echo.uri());
      assertThat(hosts()).isEqualTo(before);
      Visit excluded = other.visit("/drop");
      try (RawClient client = RawClient.connect(excluded.uri().getPort())) {
        assertThat(client.handshake("/drop").status()).isEqualTo(404);
      }
      Visit visit = echo.visit("/drop");
      try (RawClient client = open(visit)) {
        client.readEnd();
      }
      assertThat(visit.verdict().passed()).isTrue();
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> excluded.transcript(Duration.ZERO));
    }
  }

  private static Set<ProcessHandle> hosts() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("ServerHost"))
        .collect(Collectors.toSet());
  }

  @Test
  void leavesNoThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (WebSocketEcho other = WebSocketEcho.start()) {
      Visit visit = other.visit("/drop");
      try (RawClient client = open(visit)) {
        client.readEnd();
      }
      assertThat(visit.verdict().passed()).isTrue();
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    Set<Thread> left;
    do {
      left = new HashSet<>(Thread.getAllStackTraces().keySet());
      left.removeAll(before);
      // The common pool of other tests.
      left.removeIf(thread -> thread.getName().startsWith("ForkJoinPool.commonPool"));
      TimeUnit.MILLISECONDS.sleep(20);
    } while (!left.isEmpty() && System.nanoTime() < deadline);
    assertThat(left).isEmpty();
  }
}
