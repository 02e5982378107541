package io.github.websocketecho.reliability;

import static io.github.websocketecho.reliability.Bytes.fill;
import static io.github.websocketecho.reliability.Bytes.frame;
import static io.github.websocketecho.reliability.Bytes.plain;

import io.github.websocketecho.reliability.Conduct.Reading;
import io.github.websocketecho.support.RawClient;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** Attacks by plain requests, above all those about connections. */
final class HttpAttacks {

  private static final int SMALLEST_BUFFER = 2304;
  private static final int POST_SIZE = 65_000;
  private static final int PIPELINED = 40;
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final byte[] A = {'a'};

  private HttpAttacks() {}

  private static byte[] scenarios() {
    return plain("GET", "/scenarios", "Accept: application/json");
  }

  private static byte[] pipelined(byte[] request) {
    return fill(request, PIPELINED * request.length);
  }

  private static IntFunction<byte[]> posts(String prefix) {
    byte[] body = fill(A, POST_SIZE);
    return client ->
        Bytes.join(
            plain(
                "POST",
                "/connections/" + prefix + client + "/messages",
                "Content-Type: text/plain",
                "Content-Length: " + POST_SIZE),
            body);
  }

  /** Messages by POST, to connections whose own message is not finished. */
  static List<Conduct> postsBehindUnfinishedMessages(Size size) {
    int clients = size.of(150, 150);
    return List.of(
        Conduct.of(clients)
            .upgrades(client -> "/?connection=m" + client)
            .reads(Reading.ALL)
            .then(frame(false, 0, RawClient.TEXT, A)),
        Conduct.of(clients).reads(Reading.ALL).repeats(posts("m")));
  }

  /** Messages by POST, to connections that read nothing. */
  static List<Conduct> postsToUnreadConnections(Size size) {
    int clients = size.of(150, 400);
    return List.of(
        Conduct.of(clients)
            .upgrades(client -> "/?connection=u" + client)
            .receiveBuffer(SMALLEST_BUFFER),
        Conduct.of(clients).reads(Reading.ALL).repeats(posts("u")));
  }

  /** Bodies that do not come. */
  static List<Conduct> absentBodies(Size size) {
    return List.of(
        Conduct.of(1).upgrades("/?connection=bodies").reads(Reading.ALL),
        Conduct.of(size.of(300, 1000))
            .sends(
                plain(
                    "POST",
                    "/connections/bodies/messages",
                    "Content-Type: text/plain",
                    "Content-Length: 9"))
            .lasts(A_WHILE));
  }

  private static Conduct busyTranscript(String id) {
    return Conduct.of(1)
        .upgrades("/?connection=" + id)
        .reads(Reading.ALL)
        .repeats(fill(frame(true, 0, RawClient.TEXT, A), 20 * 7))
        .every(Duration.ofMillis(10));
  }

  /** Event streams of one transcript whose client sends 2,000 messages a second. */
  static List<Conduct> eventStreams(Size size) {
    return List.of(
        busyTranscript("v"),
        Conduct.of(size.of(256, 256))
            .reads(Reading.ALL)
            .sends(plain("GET", "/connections/v/events"))
            .repeats(plain("GET", "/connections/v/events"))
            .every(Duration.ofSeconds(1))
            .lasts(A_WHILE));
  }

  /** The same, of which nobody reads the events. */
  static List<Conduct> unreadEventStreams(Size size) {
    return List.of(
        busyTranscript("w"),
        Conduct.of(size.of(256, 400))
            .receiveBuffer(SMALLEST_BUFFER)
            .sends(plain("GET", "/connections/w/events"))
            .repeats(plain("GET", "/connections/w/events"))
            .every(Duration.ofSeconds(1))
            .lasts(A_WHILE));
  }

  /** Requests that wait for the end of a connection. */
  static List<Conduct> waitingRequests(Size size) {
    return List.of(
        busyTranscript("x"),
        Conduct.of(size.of(600, 2000))
            .reads(Reading.ALL)
            .sends(plain("GET", "/connections/x?wait=30s"))
            .repeats(plain("GET", "/connections/x?wait=30s"))
            .every(Duration.ofSeconds(1))
            .lasts(A_WHILE));
  }

  /** The transcript of a busy connection, asked for over and over. */
  static List<Conduct> transcriptRequests(Size size) {
    return List.of(
        busyTranscript("y"),
        Conduct.of(size.of(50, 200)).reads(Reading.ALL).repeats(plain("GET", "/connections/y")));
  }

  /** Connections that are closed by DELETE over and over. */
  static List<Conduct> deletes(Size size) {
    int clients = size.of(50, 200);
    return List.of(
        Conduct.of(clients)
            .upgrades(client -> "/?connection=d" + client)
            .reads(Reading.ALL)
            .lasts(A_WHILE),
        Conduct.of(clients)
            .reads(Reading.ALL)
            .repeats(client -> plain("DELETE", "/connections/d" + client)));
  }

  /** Pages, forty requests in one write on each connection, of which nobody reads anything. */
  static List<Conduct> unreadScenarios(Size size) {
    return List.of(
        Conduct.of(size.of(210, 210))
            .sends(pipelined(scenarios()))
            .receiveBuffer(SMALLEST_BUFFER)
            .lasts(A_WHILE));
  }

  /** The same, read in sips. */
  static List<Conduct> sippedScenarios(Size size) {
    return List.of(
        Conduct.of(size.of(210, 400))
            .sends(pipelined(scenarios()))
            .receiveBuffer(SMALLEST_BUFFER)
            .reads(Reading.IN_SIPS)
            .lasts(A_WHILE));
  }

  /** The catalogue, as fast as it is served. */
  static List<Conduct> scenarios(Size size) {
    return List.of(Conduct.of(size.of(20, 200)).reads(Reading.ALL).repeats(scenarios()));
  }

  /** The page, compressed or not, and pages of addresses, as fast as they are served. */
  static List<Conduct> pages(Size size) {
    byte[] requests =
        Bytes.join(
            plain("GET", "/", "Accept: text/html"),
            plain("GET", "/", "Accept: text/html", "Accept-Encoding: gzip"),
            plain("GET", "/close/1000", "Accept: text/html"),
            plain("GET", "/close/999", "Accept: text/html", "Accept-Encoding: gzip"));
    return List.of(Conduct.of(size.of(20, 200)).reads(Reading.ALL).repeats(requests));
  }

  /** Metrics, as fast as they are served. */
  static List<Conduct> metrics(Size size) {
    return List.of(
        Conduct.of(size.of(20, 200))
            .reads(Reading.ALL)
            .repeats(plain("GET", "/actuator/prometheus")));
  }

  /** Requests that are no good, each of which may be logged. */
  static List<Conduct> badRequests(Size size) {
    byte[] requests =
        Bytes.join(
            plain("DELETE", "/connections/x", "Origin: http://a:b:c"),
            plain("POST", "/scenarios", "Content-Length: 0"),
            plain("GET", "//"),
            plain("PATCH", "/"),
            plain("GET", "/close/1?reason=%FF"));
    return List.of(Conduct.of(size.of(20, 200)).reads(Reading.ALL).repeats(requests));
  }
}
