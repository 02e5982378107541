package io.github.websocketecho.reliability;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How a healthy client fared beside attacks.
 *
 * @param attacks what went on
 * @param size of the attacks
 * @param healthy what its client measured; it has ended
 * @param tally what became of the attacks
 * @param alive whether the process still runs
 * @param leftOver what is kept of the attacks after they have ended; empty if nothing is
 * @param peak the most memory that the process had [MiB]
 */
record Trial(
    List<Attack> attacks,
    Size size,
    HealthyClient healthy,
    String tally,
    boolean alive,
    String leftOver,
    long peak) {

  /** With fewer echoes, three that wait long would decide about the 99th percentile. */
  private static final int ENOUGH_ECHOES = 300;

  private static final Duration A_MOMENT = Duration.ofMillis(10);

  /**
   * Attacks for so long, once each of the attackers has had its turn, and up to twice as long if
   * there are few echoes because the machine is slow.
   */
  static Trial of(
      AttackedServer server,
      Attacker attacker,
      Collection<Attack> attacks,
      Size size,
      Duration duration)
      throws IOException {
    server.forgetPeak();
    HealthyClient healthy = new HealthyClient(server.target().port());
    String tally;
    try (healthy) {
      attacker.start(attacks, size);
      LockSupport.parkNanos(duration.toNanos());
      long deadline = System.nanoTime() + duration.toNanos();
      while (healthy.echoes().waits().count() < ENOUGH_ECHOES && System.nanoTime() < deadline) {
        LockSupport.parkNanos(A_MOMENT.toNanos());
      }
      tally = attacker.stop();
    }
    boolean alive = server.isAlive();
    return new Trial(
        List.copyOf(attacks),
        size,
        healthy,
        tally,
        alive,
        alive ? server.leftOver() : "",
        alive ? server.peak() : 0);
  }

  /** Whether the server passed. */
  boolean isPassed() {
    return faults().isEmpty();
  }

  /** What was not as it should be. */
  List<String> faults() {
    var faults = new java.util.ArrayList<String>();
    if (!alive) {
      faults.add("the process has ended");
    }
    faults.addAll(healthy.failures().stream().limit(2).toList());
    Duration longest = attacks.stream().map(Attack::longestWait).max(Duration::compareTo).get();
    exceeds(faults, "echo", healthy.echoes(), 99, longest);
    // In a short trial there are so few visits that one of them would decide.
    int percentile = size == Size.FULL ? 99 : 90;
    exceeds(faults, "visit", healthy.visits(), percentile, Attack.LONGEST_WAIT);
    if (healthy.liveness().waits().longest().compareTo(Attack.LONGEST_LIVENESS) > 0) {
      faults.add("liveness took " + healthy.liveness());
    }
    if (!leftOver.isEmpty() && attacks.stream().noneMatch(Attack::isHandledLong)) {
      faults.add("left over: " + leftOver);
    }
    return faults;
  }

  private static void exceeds(
      List<String> faults, String what, Probe probe, int percentile, Duration longest) {
    if (probe.waits().count() == 0) {
      faults.add("no " + what);
    } else if (probe.waits().percentile(percentile).compareTo(longest) > 0) {
      faults.add("p" + percentile + " of " + what + " above " + longest.toMillis() + " ms");
    }
  }

  /** Names, medians, percentiles, and what was wrong. */
  @Override
  public String toString() {
    return "| %s | %s | %s | %s | %d MiB | %s | %s |"
        .formatted(
            attacks,
            healthy.echoes().waits(),
            healthy.visits().waits(),
            healthy.liveness().waits(),
            peak,
            tally,
            isPassed() ? "passed" : String.join("; ", faults()));
  }
}
