package io.github.websocketecho.reliability;

import java.time.Duration;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What each client of a crowd does on its connection. What it sends may depend on the client's
 * number, which begins with 0; a client whose connection has ended opens another one under the same
 * number.
 */
final class Conduct {

  /** How a client reads what comes. */
  enum Reading {
    NOTHING,

    /** A few hundred bytes at a time, so that the server never sees a stall. */
    IN_SIPS,
    ALL
  }

  private static final byte[] EMPTY = {};

  final int clients;
  IntFunction<byte[]> opening = _ -> EMPTY;
  boolean awaitsUpgrade;
  IntFunction<byte[]> once = _ -> EMPTY;
  @Nullable IntFunction<byte[]> again;
  Duration pause = Duration.ZERO;
  Reading reading = Reading.NOTHING;
  int receiveBuffer;

  /** Null for as long as the server lets it. */
  @Nullable Duration lasts;

  boolean resets;
  boolean tls;

  private Conduct(int clients) {
    this.clients = clients;
  }

  /** So many clients, which connect and do nothing. */
  static Conduct of(int clients) {
    return new Conduct(clients);
  }

  /** Sends this first. */
  Conduct sends(IntFunction<byte[]> bytes) {
    opening = bytes;
    return this;
  }

  Conduct sends(byte[] bytes) {
    return sends(_ -> bytes);
  }

  /** Sends an opening handshake, and waits for the 101 before it goes on. */
  Conduct upgrades(IntFunction<String> target, String... moreHeaders) {
    awaitsUpgrade = true;
    return sends(client -> Bytes.handshake(target.apply(client), moreHeaders));
  }

  Conduct upgrades(String target, String... moreHeaders) {
    return upgrades(_ -> target, moreHeaders);
  }

  /** Then sends this once. */
  Conduct then(byte[] bytes) {
    once = _ -> bytes;
    return this;
  }

  /** Then sends this over and over, as fast as the server takes it. */
  Conduct repeats(IntFunction<byte[]> bytes) {
    again = bytes;
    return this;
  }

  Conduct repeats(byte[] bytes) {
    return repeats(_ -> bytes);
  }

  /** Waits so long between two of what it repeats. */
  Conduct every(Duration pause) {
    this.pause = pause;
    return this;
  }

  Conduct reads(Reading reading) {
    this.reading = reading;
    return this;
  }

  /** Has TCP buffer so little [bytes] of what it does not read. */
  Conduct receiveBuffer(int size) {
    receiveBuffer = size;
    return this;
  }

  /** Ends its connection after so long, and opens another one. */
  Conduct lasts(Duration time) {
    lasts = time;
    return this;
  }

  /** Ends its connection with RST. */
  Conduct resets() {
    resets = true;
    return this;
  }

  /** Connects to the port that speaks TLS. */
  Conduct toTls() {
    tls = true;
    return this;
  }
}
