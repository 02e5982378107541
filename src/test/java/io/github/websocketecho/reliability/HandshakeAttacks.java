package io.github.websocketecho.reliability;

import static io.github.websocketecho.reliability.Bytes.header;

import io.github.websocketecho.reliability.Conduct.Reading;
import io.github.websocketecho.support.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Attacks by opening handshakes. */
final class HandshakeAttacks {

  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration A_MOMENT = Duration.ofMillis(200);
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  /** Of a head, which may have 8 KiB here. */
  private static final int LARGE_HEADER = 7000;

  private static final int LARGER_HEADER = 7300;
  private static final int REFUSALS_AT_A_TIME = 40;

  /** Ids that no two connections have in common. */
  private static final AtomicLong IDS = new AtomicLong(System.nanoTime());

  private HandshakeAttacks() {}

  private static String newId() {
    return "attack-" + IDS.getAndIncrement();
  }

  /** Idle connections whose handshake had a large header. */
  static List<Conduct> largeHeads(Size size) {
    return List.of(
        Conduct.of(size.of(5000, 10_000))
            .upgrades("/", header("X-Large", LARGE_HEADER), "Cookie: secret=" + "y".repeat(300)));
  }

  /** Idle connections with large addresses. */
  static List<Conduct> largeAddresses(Size size) {
    String target = "/?x=" + "x".repeat(LARGE_HEADER);
    return List.of(Conduct.of(size.of(5000, 10_000)).upgrades(target));
  }

  /** Idle connections that offered a thousand subprotocols. */
  static List<Conduct> manySubprotocols(Size size) {
    String offered =
        String.join(", ", IntStream.range(1000, 2000).mapToObj(Integer::toString).toList());
    return List.of(
        Conduct.of(size.of(5000, 10_000)).upgrades("/", "Sec-WebSocket-Protocol: " + offered));
  }

  private static byte[] refused(String target, String... moreHeaders) {
    List<String> headers = new ArrayList<>(RawClient.HANDSHAKE);
    headers.replaceAll(line -> line.replace("Version: 13", "Version: 12"));
    headers.addAll(List.of(moreHeaders));
    return Bytes.request("GET", target, headers);
  }

  /** Refused handshakes with a large header, to an address that keeps a transcript. */
  static List<Conduct> largeRefusedHeads(Size size) {
    return List.of(
        Conduct.of(size.of(100, 100))
            .sends(refused("/close/4001", header("X-Large", LARGER_HEADER)))
            .reads(Reading.ALL)
            .repeats(refused("/close/4001", header("X-Large", LARGER_HEADER))));
  }

  /** Refused handshakes, many in one write, of which nobody reads the answers. */
  static List<Conduct> pipelinedRefusals(Size size) {
    byte[] refusals =
        Bytes.join(
            IntStream.range(0, REFUSALS_AT_A_TIME)
                .mapToObj(_ -> refused("/close/4001"))
                .toArray(byte[][]::new));
    return List.of(
        Conduct.of(size.of(210, 400))
            .sends(refusals)
            .receiveBuffer(2304)
            .repeats(refusals)
            .lasts(A_WHILE));
  }

  /** The same, read. */
  static List<Conduct> refusals(Size size) {
    return List.of(
        Conduct.of(size.of(50, 400))
            .sends(refused("/close/4001"))
            .reads(Reading.ALL)
            .repeats(refused("/close/4001")));
  }

  /** Connections that end at once, each with a transcript of the most headers. */
  static List<Conduct> transcriptsOfManyHeaders(Size size) {
    String[] headers =
        IntStream.range(0, 64).mapToObj(i -> header("X-" + i, 100)).toArray(String[]::new);
    return List.of(
        Conduct.of(size.of(50, 200))
            .upgrades(_ -> "/close/1000?connection=" + newId(), headers)
            .reads(Reading.ALL)
            .lasts(A_MOMENT));
  }

  /** Open connections, each with a transcript that keeps frames. */
  static List<Conduct> transcriptsOfManyFrames(Size size) {
    byte[] frame = Bytes.frame(true, 0, RawClient.TEXT, new byte[1000]);
    return List.of(
        Conduct.of(size.of(200, 400))
            .upgrades(_ -> "/?connection=" + newId())
            .reads(Reading.ALL)
            .repeats(Bytes.fill(frame, 20_000)));
  }

  /** Heads that come one byte after the other. */
  static List<Conduct> slowHeads(Size size) {
    return List.of(
        Conduct.of(size.of(1500, 5000))
            .sends(Bytes.ascii("GET / HTTP/1.1\r\nHost: localhost\r\nX: "))
            .repeats(Bytes.ascii("x"))
            .every(Duration.ofSeconds(1)));
  }

  /** Large heads that lack their last line. */
  static List<Conduct> unfinishedHeads(Size size) {
    return List.of(
        Conduct.of(size.of(1500, 5000))
            .sends(
                Bytes.ascii("GET / HTTP/1.1\r\nHost: localhost\r\n" + header("X", LARGE_HEADER))));
  }

  /** Opening handshakes that are not answered. */
  static List<Conduct> hangs(Size size) {
    return List.of(
        Conduct.of(size.of(1000, 2000)).sends(Bytes.handshake("/hang?hold=2m")).lasts(A_WHILE));
  }

  /** The same, given up and begun again. */
  static List<Conduct> resetHangs(Size size) {
    return List.of(
        Conduct.of(size.of(50, 200))
            .sends(Bytes.handshake("/slow-handshake?delay=2m"))
            .lasts(AT_ONCE)
            .resets());
  }

  /** Connections that send nothing. */
  static List<Conduct> silentConnections(Size size) {
    return List.of(Conduct.of(size.of(2000, 10_000)));
  }

  /** Connections that are reset before anything is said. */
  static List<Conduct> resetsBeforeTheHead(Size size) {
    return List.of(Conduct.of(size.of(50, 100)).lasts(AT_ONCE).resets());
  }
}
