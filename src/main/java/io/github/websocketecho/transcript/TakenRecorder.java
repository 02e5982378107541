package io.github.websocketecho.transcript;

import io.github.websocketecho.engine.Budget;
import io.github.websocketecho.transcript.Transcript.Sent;
import io.github.websocketecho.transcript.Transcript.Taken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records what the client of one connection had taken at which time, as its pongs show: a pong
 * follows everything that was sent before its ping. Retains a bounded number of pings and of pongs;
 * beyond that, it discards every second one, so that the rest still covers the whole time. Records
 * nothing more once two pings with the same payload wait, because their pongs cannot be told apart.
 * While the connection is open, the entries use the memory that the transcripts of all open
 * connections share. Not thread-safe.
 */
final class TakenRecorder {

  /** The highest number of pongs, and of pings that wait for theirs. An even number. */
  static final int MOST = 64;

  /** The memory of an entry without its payload, with the reference to it [bytes]. */
  private static final int OVERHEAD = 56;

  private final Budget shared;
  private final List<Ping> waiting = new ArrayList<>(0);
  private final List<Taken> taken = new ArrayList<>(0);

  private boolean ambiguous;
  private int weight;

  /**
   * A ping that the server has sent.
   *
   * @param payload its beginning
   * @param before what had been sent before
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
  private record Ping(long nanos, byte[] payload, Sent before) {

    /** The counters have as much memory as an entry. */
    private int weight() {
      return 2 * OVERHEAD + Weights.of(payload);
    }
  }

  /**
   * @param shared memory of the transcripts of all open connections
   */
  TakenRecorder(Budget shared) {
    this.shared = shared;
  }

  /**
   * The server has sent a ping.
   *
   * @param nanos since the opening handshake was received
   * @param payload its beginning
   * @param before what had been sent before
   */
  void pinged(long nanos, byte[] payload, Sent before) {
    ambiguous |= number(payload) < waiting.size();
    if (ambiguous) {
      answered(waiting.size());
      return;
    }
    if (waiting.size() == MOST) {
      for (int i = 0; i < MOST / 2; i++) {
        change(-waiting.remove(i + 1).weight());
      }
    }
    var ping = new Ping(nanos, payload, before);
    waiting.add(ping);
    change(ping.weight());
  }

  /**
   * The client has sent a pong, which also answers the pings before its own.
   *
   * @param nanos since the opening handshake was received
   * @param payload its beginning
   */
  void ponged(long nanos, byte[] payload) {
    int number = number(payload);
    if (number == waiting.size()) {
      return;
    }
    Ping ping = waiting.get(number);
    answered(number + 1);
    add(
        new Taken(
            Transcript.millis(nanos),
            ping.before().messages(),
            ping.before().bytes(),
            Transcript.millis(nanos - ping.nanos())));
  }

  /** The place of the ping with this payload; the number of all if there is none. */
  private int number(byte[] payload) {
    int number = 0;
    while (number < waiting.size() && !Arrays.equals(waiting.get(number).payload(), payload)) {
      number++;
    }
    return number;
  }

  /** Discards the first pings. */
  private void answered(int count) {
    List<Ping> answered = waiting.subList(0, count);
    answered.forEach(each -> change(-each.weight()));
    answered.clear();
  }

  private void add(Taken next) {
    if (taken.size() == MOST) {
      for (int i = 0; i < MOST / 2; i++) {
        taken.remove(i + 1);
        change(-OVERHEAD);
      }
    }
    taken.add(next);
    change(OVERHEAD);
  }

  private void change(int bytes) {
    weight += bytes;
    if (bytes > 0) {
      shared.reserve(bytes);
    } else {
      shared.release(-bytes);
    }
  }

  /** Releases the shared memory. Nothing may be recorded afterwards. */
  void ended() {
    shared.release(weight);
  }

  /** The approximate memory of the entries [bytes]. */
  int weight() {
    return weight;
  }

  /** The entries, the oldest first. */
  List<Taken> snapshot() {
    return List.copyOf(taken);
  }
}
