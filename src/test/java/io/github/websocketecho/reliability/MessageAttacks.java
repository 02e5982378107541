package io.github.websocketecho.reliability;

import static io.github.websocketecho.reliability.Bytes.fill;
import static io.github.websocketecho.reliability.Bytes.frame;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.websocketecho.reliability.Conduct.Reading;
import io.github.websocketecho.support.RawClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Attacks by frames that are not compressed. */
final class MessageAttacks {

  private static final int WRITE = 1 << 18;
  private static final int LARGE_MESSAGE = 1 << 20;
  private static final int SMALL_BUFFER = 1 << 14;
  private static final int LARGER_BUFFER = 1 << 16;
  private static final int LARGEST_PING = 125;
  private static final int UNFINISHED_FRAME = 16_000;
  private static final byte[] NOTHING = {};
  private static final byte[] A = {'a'};
  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private MessageAttacks() {}

  /** Messages of 1 MiB, one after the other, of which nobody reads the echo. */
  static List<Conduct> unreadMessages(Size size) {
    return List.of(
        Conduct.of(size.of(300, 300))
            .upgrades("/")
            .receiveBuffer(LARGER_BUFFER)
            .repeats(frame(true, 0, RawClient.BINARY, new byte[LARGE_MESSAGE])));
  }

  /** As above, but the echo is read in sips, so that the server never sees a stall. */
  static List<Conduct> sippedMessages(Size size) {
    return List.of(
        Conduct.of(size.of(200, 400))
            .upgrades("/")
            .receiveBuffer(SMALL_BUFFER)
            .reads(Reading.IN_SIPS)
            .repeats(frame(true, 0, RawClient.BINARY, new byte[LARGE_MESSAGE])));
  }

  /** Frames of which all has come but the last byte. */
  static List<Conduct> unfinishedFrames(Size size) {
    byte[] frame = frame(true, 0, RawClient.TEXT, new byte[UNFINISHED_FRAME]);
    return List.of(
        Conduct.of(size.of(1000, 5000))
            .upgrades("/")
            .then(java.util.Arrays.copyOf(frame, frame.length - 1)));
  }

  /** Messages of one byte, tens of thousands in each write. */
  static List<Conduct> tinyFrames(Size size) {
    return List.of(
        Conduct.of(size.of(8, 50))
            .upgrades("/")
            .reads(Reading.ALL)
            .repeats(fill(frame(true, 0, RawClient.TEXT, A), WRITE)));
  }

  /** As above, without reading the echoes. */
  static List<Conduct> unreadTinyFrames(Size size) {
    return List.of(
        Conduct.of(size.of(50, 300))
            .upgrades("/")
            .receiveBuffer(SMALL_BUFFER)
            .repeats(fill(frame(true, 0, RawClient.TEXT, A), WRITE)));
  }

  /** Pings, of which nobody reads the pongs. */
  static List<Conduct> unreadPings(Size size) {
    return List.of(
        Conduct.of(size.of(50, 300))
            .upgrades("/")
            .receiveBuffer(SMALL_BUFFER)
            .repeats(fill(frame(true, 0, RawClient.PING, new byte[LARGEST_PING]), WRITE)));
  }

  /** Empty pings, of which the pongs are read. */
  static List<Conduct> pings(Size size) {
    return List.of(
        Conduct.of(size.of(8, 50))
            .upgrades("/")
            .reads(Reading.ALL)
            .repeats(fill(frame(true, 0, RawClient.PING, NOTHING), WRITE)));
  }

  /** One message of fragments of one byte each, which never ends. */
  static List<Conduct> endlessFragments(Size size) {
    return List.of(
        Conduct.of(size.of(8, 50))
            .upgrades("/")
            .reads(Reading.ALL)
            .then(frame(false, 0, RawClient.TEXT, A))
            .repeats(fill(frame(false, 0, RawClient.CONTINUATION, A), WRITE)));
  }

  /** One message of empty fragments, which never ends. */
  static List<Conduct> emptyFragments(Size size) {
    return List.of(
        Conduct.of(size.of(8, 50))
            .upgrades("/")
            .reads(Reading.ALL)
            .then(frame(false, 0, RawClient.TEXT, NOTHING))
            .repeats(fill(frame(false, 0, RawClient.CONTINUATION, NOTHING), WRITE)));
  }

  /** One message of fragments to an address that puts messages together. */
  static List<Conduct> fragmentsOfLargeMessages(Size size) {
    return List.of(
        Conduct.of(size.of(50, 400))
            .upgrades("/limit?message=1GB")
            .reads(Reading.NOTHING)
            .then(frame(false, 0, RawClient.BINARY, A))
            .repeats(frame(false, 0, RawClient.CONTINUATION, new byte[LARGE_MESSAGE])));
  }

  /** Texts that end in the middle of a character. */
  static List<Conduct> cutCharacters(Size size) {
    byte[] euro = "€".getBytes(UTF_8);
    byte[] cut = {euro[0], euro[1]};
    return List.of(
        Conduct.of(size.of(50, 400))
            .upgrades("/")
            .reads(Reading.ALL)
            .then(frame(true, 0, RawClient.TEXT, cut))
            .lasts(Duration.ofMillis(500)));
  }

  /** Unfinished messages, each fragment of which ends in the middle of a character. */
  static List<Conduct> fragmentsOfCutCharacters(Size size) {
    byte[] euro = "€".getBytes(UTF_8);
    byte[] end = {euro[2], euro[0], euro[1]};
    return List.of(
        Conduct.of(size.of(8, 50))
            .upgrades("/")
            .reads(Reading.ALL)
            .then(frame(false, 0, RawClient.TEXT, new byte[] {euro[0], euro[1]}))
            .repeats(fill(frame(false, 0, RawClient.CONTINUATION, end), WRITE)));
  }

  /** Messages to an address that echoes them after two minutes. */
  static List<Conduct> slowEchoes(Size size) {
    byte[] frame = frame(true, 0, RawClient.BINARY, new byte[1000]);
    return List.of(
        Conduct.of(size.of(100, 400))
            .upgrades("/slow?delay=2m")
            .then(fill(frame, 900_000))
            .lasts(A_WHILE));
  }

  /** The same with the smallest messages, whose weight is not their payload. */
  static List<Conduct> slowTinyEchoes(Size size) {
    byte[] frame = frame(true, 0, RawClient.TEXT, A);
    return List.of(
        Conduct.of(size.of(300, 900))
            .upgrades("/slow?delay=2m")
            .then(fill(frame, 990 * frame.length))
            .lasts(A_WHILE));
  }

  /** A thousand messages before a close frame, which nobody reads. */
  static List<Conduct> unreadBursts(Size size) {
    return List.of(
        Conduct.of(size.of(100, 400))
            .upgrades("/close/1000?after=1&burst=1000")
            .receiveBuffer(2304)
            .then(frame(true, 0, RawClient.TEXT, A))
            .lasts(Duration.ofSeconds(1)));
  }

  /** Clients that have the server send as fast as they read, in small frames and in large ones. */
  static List<Conduct> floods(Size size) {
    return List.of(
        Conduct.of(size.of(50, 150)).upgrades("/flood?size=0").reads(Reading.ALL).lasts(A_WHILE),
        Conduct.of(size.of(50, 150))
            .upgrades("/flood?size=64KB")
            .reads(Reading.ALL)
            .lasts(A_WHILE));
  }

  /** The same for nobody: pings, a message without an end, and messages that inflate. */
  static List<Conduct> unreadFloods(Size size) {
    return Stream.of("pings&size=125", "fragments&size=64KB", "inflating&size=64KB")
        .map(
            kind ->
                Conduct.of(size.of(30, 100))
                    .upgrades("/flood?kind=" + kind, "Sec-WebSocket-Extensions: permessage-deflate")
                    .receiveBuffer(2304)
                    .lasts(A_WHILE))
        .toList();
  }

  /** Connections that are opened and reset at once. */
  static List<Conduct> resets(Size size) {
    return List.of(
        Conduct.of(size.of(50, 200))
            .upgrades("/")
            .then(frame(true, 0, RawClient.TEXT, A))
            .lasts(Duration.ZERO)
            .resets());
  }

  /** Connections that are opened and closed in good order. */
  static List<Conduct> visits(Size size) {
    return List.of(
        Conduct.of(size.of(50, 200))
            .upgrades("/")
            .reads(Reading.ALL)
            .then(frame(true, 0, RawClient.CLOSE, new byte[] {3, (byte) 0xE8})));
  }
}
