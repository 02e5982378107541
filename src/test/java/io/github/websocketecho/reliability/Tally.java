package io.github.websocketecho.reliability;

import java.util.concurrent.atomic.LongAdder;

/** What became of an attack's connections. Any thread. */
final class Tally {

  /** Connections on which TCP, and the opening handshake if one was awaited, succeeded. */
  final LongAdder opened = new LongAdder();

  /** Opening handshakes that got an answer other than 101. */
  final LongAdder refused = new LongAdder();

  /** Connections that the server ended, or that were never made. */
  final LongAdder ended = new LongAdder();

  /** What was sent [bytes]. */
  final LongAdder sent = new LongAdder();

  /** What was read [bytes]. */
  final LongAdder received = new LongAdder();

  @Override
  public String toString() {
    return "opened=%d refused=%d ended=%d sent=%d received=%d"
        .formatted(opened.sum(), refused.sum(), ended.sum(), sent.sum(), received.sum());
  }
}
