package io.github.websocketecho.engine;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How the engine runs.
 *
 * @param loops the number of event loops, at least 1
 * @param messageSize the longest message [bytes] that is accepted; 0 for any
 * @param messageRate how many frames of a client are accepted in a second; 0 for any number
 * @param byteRate how many bytes of a client are accepted in a second; 0 for any number
 * @param backlog how much memory [bytes] all connections together may use for incomplete input and
 *     for echoes that wait; beyond it they read no more than they can echo at once
 * @param echoBuffer how many bytes may wait for a client that accepts nothing while more of its
 *     input is read
 * @param compression how much memory [bytes] all connections together may use to compress and to
 *     inflate; beyond it connections go without compression
 * @param idle how long a connection may be quiet before it is closed with 1001; zero for no limit
 * @param lifetime how long a connection may be open before it is closed with 1001; zero for no
 *     limit
 * @param writeStall how long a client may accept nothing of what waits for it before TCP ends; zero
 *     for no limit
 * @param closing how long the client may take for its part of the closing handshake
 */
public record EngineSettings(
    int loops,
    long messageSize,
    int messageRate,
    long byteRate,
    long backlog,
    long echoBuffer,
    long compression,
    Duration idle,
    Duration lifetime,
    Duration writeStall,
    Duration closing) {

  private static final long SHORTEST_SWEEP_MILLIS = 10;

  /**
   * How often limits in time are checked: so often that none is exceeded by more than a quarter of
   * it, or by half a second; but at most every 10 ms.
   */
  Duration sweepInterval() {
    long shortest =
        Stream.of(idle, lifetime, writeStall, closing)
            .filter(Duration::isPositive)
            .mapToLong(Duration::toMillis)
            .min()
            .orElse(Long.MAX_VALUE);
    return Duration.ofMillis(
        Math.clamp(shortest / 4, SHORTEST_SWEEP_MILLIS, LoopStatistics.LONGEST_SWEEP.toMillis()));
  }
}
