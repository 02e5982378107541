package io.github.websocketecho.benchmark;

import java.util.concurrent.TimeUnit;

/** Counts round trips by their microseconds; what takes a second or more counts as one. */
final class Latencies {

  private final int[] counts = new int[1_000_001];
  private long total;

  void add(long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
    counts[(int) Math.min(micros, counts.length - 1)]++;
    total++;
  }

  /** The microseconds within which this share of the round trips was done. */
  double quantile(double share) {
    long left = (long) Math.ceil(total * share);
    int micros = 0;
    while (micros < counts.length - 1 && (left -= counts[micros]) > 0) {
      micros++;
    }
    return micros;
  }
}
