package io.github.websocketecho.tomcat;

import static io.github.websocketecho.tomcat.BareTomcat.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.admission.RequestPlaces;
import io.github.websocketecho.support.RawClient;
import io.github.websocketecho.support.RawClient.Response;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticMessageSource;

/** Tests of the package's assumptions about Tomcat's connections and requests. */
class TomcatAssumptionsIntegrationTests {

  private static final Duration SHORT_TIME = Duration.ofMillis(100);
  private static final byte[] HALF_A_HEAD = "GET / HTTP/1.1\r\nHo".getBytes(US_ASCII);
  private static final byte[] OTHER_HALF = "st: localhost\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] BEGINNING_OF_CLIENT_HELLO = {22, 3, 1, 0, 100, 1};
  private static final String POST =
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n%s\r\n";

  @TempDir private Path folder;

  @Test
  void oneThreadAcceptsAllConnectionsAndEachGetsANewChannel() throws Exception {
    try (var tomcat = BareTomcat.start(folder, (_, _) -> {})) {
      for (int i = 0; i < 3; i++) {
        try (var client = tomcat.connect()) {
          assertThat(get(client).status()).isEqualTo(200);
        }
        await(() -> tomcat.protocol().sockets().isEmpty());
      }
      assertThat(tomcat.protocol().accepting()).hasSize(3);
      assertThat(tomcat.protocol().accepting().stream().distinct()).hasSize(1);
      assertThat(tomcat.protocol().channels()).isEqualTo(3);
    }
  }

  @Test
  void minusOneMeansAnyNumberOfConnections() throws Exception {
    try (var tomcat = BareTomcat.start(folder, (_, _) -> {});
        var client = tomcat.connect()) {
      assertThat(get(client).status()).isEqualTo(200);
      assertThat(tomcat.protocol().getMaxConnections()).isEqualTo(-1);
      assertThat(tomcat.protocol().getConnectionCount()).isEqualTo(-1); // Tomcat does not count.
    }
  }

  @Test
  void socketHasAProcessorOnlyWithinAHead() throws Exception {
    BlockingQueue<Boolean> lockedWithoutProcessor = new LinkedBlockingQueue<>();
    BlockingQueue<NioSocketWrapper> sockets = new LinkedBlockingQueue<>();
    try (var tomcat =
            BareTomcat.start(
                folder,
                (_, _) -> {
                  NioSocketWrapper socket = sockets.element();
                  lockedWithoutProcessor.add(
                      socket.getLock().isHeldByCurrentThread()
                          && socket.getCurrentProcessor() == null);
                });
        var client = tomcat.connect()) {
      NioSocketWrapper socket = tomcat.onlySocket();
      sockets.add(socket);
      await(() -> socket.interestOpsHas(SelectionKey.OP_READ));
      assertThat(socket.getCurrentProcessor()).isNull();
      long before = System.nanoTime();
      client.send(HALF_A_HEAD);
      await(() -> socket.getCurrentProcessor() != null);
      var processor = (Processor) socket.getCurrentProcessor();
      assertThat(processor).isInstanceOf(LenientHttpProcessor.class);
      assertThat(processor.getRequest().getStartTimeNanos()).isBetween(before, System.nanoTime());
      assertThat(processor.isUpgrade() || processor.isAsync()).isFalse();
      await(() -> socket.interestOpsHas(SelectionKey.OP_READ));
      client.send(OTHER_HALF);
      assertThat(client.readResponse().status()).isEqualTo(200);
      assertThat(lockedWithoutProcessor.poll(10, TimeUnit.SECONDS)).isTrue();
      await(() -> !socket.getLock().isLocked());
      assertThat(socket.getCurrentProcessor()).isNull();
      assertThat(processor.getRequest().getStartTimeNanos()).isEqualTo(-1);
    }
  }

  @Test
  void headReceivedInPartsIsReportedOnce() throws Exception {
    try (var tomcat = BareTomcat.start(folder, (_, _) -> {});
        var client = tomcat.connect()) {
      assertThat(get(client).status()).isEqualTo(200);
      assertThat(tomcat.protocol().headsBegun()).isZero();
      NioSocketWrapper socket = tomcat.onlySocket();
      for (byte next : HALF_A_HEAD) {
        client.send(new byte[] {next});
        await(() -> socket.getCurrentProcessor() != null && !socket.getLock().isLocked());
      }
      client.send(OTHER_HALF);
      assertThat(client.readResponse().status()).isEqualTo(200);
      assertThat(tomcat.protocol().headsBegun()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"'GET\r\n', 400", "'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n', 200"})
  void restOfAnAnsweredRequestIsPassedToItsProcessor(String request, int status) throws Exception {
    try (var tomcat =
            BareTomcat.start(
                folder, (_, _) -> {}, new PlainRequestsValve(new RecordingPlaces(true)));
        var client = tomcat.connect()) {
      NioSocketWrapper socket = tomcat.onlySocket();
      client.send(request.getBytes(US_ASCII));
      assertThat(client.readResponse().status()).isEqualTo(status);
      client.readEnd();
      await(() -> socket.getCurrentProcessor() != null && !socket.getLock().isLocked());
      var processor = (Processor) socket.getCurrentProcessor();
      assertThat(processor.getRequest().getStartTimeNanos()).isPositive();
      assertThat(processor.isUpgrade() || processor.isAsync()).isFalse();
      assertThat(tomcat.protocol().headsBegun()).isEqualTo(1);
      client.send(new byte[] {'a'});
      client.finish();
      await(() -> tomcat.protocol().sockets().isEmpty());
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void completeRequestEndsTcpAtOnce() throws Exception {
    try (var tomcat =
            BareTomcat.start(
                folder,
                (_, response) -> response.sendError(503),
                new PlainRequestsValve(new RecordingPlaces(true)));
        var client = tomcat.connect()) {
      NioSocketWrapper socket = tomcat.onlySocket();
      assertThat(get(client).status()).isEqualTo(503);
      await(socket::isClosed);
    }
  }

  @Test
  void socketHasTheTimesOfItsLastReadAndWrite() throws Exception {
    try (var tomcat = BareTomcat.start(folder, (_, response) -> response.flushBuffer());
        var client = tomcat.connect()) {
      NioSocketWrapper socket = tomcat.onlySocket();
      long accepted = socket.getLastRead();
      assertThat(socket.getLastWrite()).isEqualTo(accepted);
      await(() -> System.currentTimeMillis() > accepted);
      assertThat(get(client).status()).isEqualTo(200);
      await(() -> socket.getLastWrite() > accepted);
      assertThat(socket.getLastRead()).isGreaterThan(accepted);
    }
  }

  @Test
  void unfinishedTlsHandshakeDoesNotCountAsARead() throws Exception {
    try (var tomcat = BareTomcat.startTls(folder, (_, _) -> {});
        var client = RawClient.connect(tomcat.port())) {
      NioSocketWrapper socket = tomcat.onlySocket();
      long accepted = socket.getLastRead();
      await(() -> System.currentTimeMillis() > accepted);
      client.send(BEGINNING_OF_CLIENT_HELLO);
      client.readNothing(SHORT_TIME);
      assertThat(socket.getSocket().isHandshakeComplete()).isFalse();
      assertThat(socket.getLastRead()).isEqualTo(accepted);
    }
    try (var tomcat = BareTomcat.startTls(folder, (_, _) -> {});
        var client = tomcat.connect()) {
      assertThat(get(client).status()).isEqualTo(200);
      assertThat(tomcat.onlySocket().getSocket().isHandshakeComplete()).isTrue();
    }
  }

  @Test
  void shorterTimeoutEndsTheNextReadOfABody() throws Exception {
    BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();
    try (var tomcat =
            BareTomcat.start(
                folder,
                (request, _) -> {
                  try {
                    request.getInputStream().readAllBytes();
                  } catch (IOException e) {
                    failures.add(e);
                  }
                });
        var client = tomcat.connect()) {
      client.send(POST.formatted("").getBytes(US_ASCII));
      NioSocketWrapper socket = tomcat.onlySocket();
      await(() -> socket.getLock().isLocked());
      client.readNothing(SHORT_TIME);
      socket.setReadTimeout(1);
      client.send(new byte[] {'a'}); // The waiting read still has the former timeout.
      assertThat(failures.poll(10, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void engineValveReceivesUnreadableRequests() throws Exception {
    var places = new RecordingPlaces(false);
    try (var tomcat = BareTomcat.start(folder, (_, _) -> {}, new PlainRequestsValve(places));
        var client = tomcat.connect()) {
      client.send("GET\r\n\r\n".getBytes(US_ASCII));
      assertThat(client.readResponse().status()).isEqualTo(400);
      await(() -> places.left() == 1);
      assertThat(places.addresses).containsExactly("null");
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, true"})
  void restOfABodyIsReadOrEndsTcp(boolean few, boolean ends) throws Exception {
    var places = new RecordingPlaces(few);
    try (var tomcat = BareTomcat.start(folder, (_, _) -> {}, new PlainRequestsValve(places));
        var client = tomcat.connect()) {
      client.send(POST.formatted("").getBytes(US_ASCII));
      assertThat(client.readResponse().status()).isEqualTo(200);
      assertThat(client.ended(SHORT_TIME)).isEqualTo(ends);
      assertThat(places.left()).isEqualTo(ends ? 1 : 0);
      if (!ends) {
        client.send("123456789".getBytes(US_ASCII));
        await(() -> places.left() == 1);
        assertThat(get(client).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void errorEndsTcpIfTheClientExpects100() throws Exception {
    var places = new RecordingPlaces(false);
    try (var tomcat =
            BareTomcat.start(
                folder, (_, response) -> response.sendError(404), new PlainRequestsValve(places));
        var client = tomcat.connect()) {
      client.send(POST.formatted("Expect: 100-continue\r\n").getBytes(US_ASCII));
      assertThat(client.readResponse().status()).isEqualTo(100);
      assertThat(client.readResponse().status()).isEqualTo(404);
      client.readEnd();
      assertThat(places.left()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /\0 HTTP/1.1', Host: localhost, 400, problem.unreadable",
    "GET / HTTP/1.1, Host: -, 400, problem.unreadable.host",
    "GET / HTTP/1.1, Host: localhost, 431, problem.unreadable.tooLarge",
    "GET /, Host: localhost, 414, problem.unreadable.tooLong",
    "GET / HTTP/1.1, '', 431, problem.unreadable.tooMany",
  })
  void lastReportValveIsTheFirstToReport(String line, String header, int status, String detail)
      throws Exception {
    var messages = new StaticMessageSource();
    messages.setUseCodeAsDefaultMessage(true);
    String more =
        switch (detail) {
          case "problem.unreadable.tooLarge" -> "\r\nX: " + "a".repeat(9_000);
          case "problem.unreadable.tooMany" -> "X: a\r\n".repeat(200);
          default -> "";
        };
    String target = status == 414 ? "a".repeat(9_000) + " HTTP/1.1" : "";
    try (var tomcat = BareTomcat.start(folder, (_, _) -> {});
        var client = tomcat.connect()) {
      var host = (StandardHost) tomcat.tomcat().getHost();
      host.getPipeline().addValve(new UnreadableRequestValve(messages));
      client.send((line + target + "\r\n" + header + more + "\r\n\r\n").getBytes(US_ASCII));
      Response response = client.readResponse();
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(response.body()).contains("\"detail\":\"" + detail + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"a_b, a_b, 80", "_:81, _, 81"})
  void hostIsParsedByTheProcessor(String host, String name, int port) throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (var tomcat =
            BareTomcat.start(
                folder,
                (request, _) -> seen.add(request.getServerName() + " " + request.getServerPort()));
        var client = tomcat.connect()) {
      assertThat(client.request("GET", "/", List.of("Host: " + host)).status()).isEqualTo(200);
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(name + " " + port);
    }
  }

  private static Response get(RawClient client) throws IOException {
    return client.request("GET", "/", List.of("Host: localhost"));
  }

  /** Always has a place. */
  private static final class RecordingPlaces implements RequestPlaces {

    private final boolean few;
    private final Queue<String> addresses = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();

    private RecordingPlaces(boolean few) {
      this.few = few;
    }

    @Override
    public Place take(HttpServletRequest request, boolean mayWait) {
      addresses.add(String.valueOf(request.getRequestURI()));
      return left::incrementAndGet;
    }

    private int left() {
      return left.get();
    }

    @Override
    public boolean areFew() {
      return few;
    }
  }
}
