package io.github.websocketecho.sequence;

import io.github.websocketecho.http.ParameterText;
import io.github.websocketecho.http.RequestParameter;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a client is expected to come back. Judges what it did, as far as it is known. Immutable; any
 * thread.
 *
 * @param shortest the shortest delay between the end of an attempt and the next; empty for any
 * @param longest the longest delay; empty for any
 * @param growing whether each delay has to be longer than the one before: by a tenth, or at least
 *     nine tenths of the longest
 * @param attempts how many attempts are expected; empty for at least as many as there are steps
 */
record BackOff(
    Optional<Duration> shortest,
    Optional<Duration> longest,
    boolean growing,
    Optional<Integer> attempts) {

  /** A delay grows by one part of this many, or more. */
  private static final int LEAST_GROWTH = 10;

  private static final double NEAR_THE_LONGEST = 0.9;
  private static final Integer NORMAL_CLOSURE = 1000;
  private static final Integer SWITCHING_PROTOCOLS = 101;

  /** Whether a request asks for a verdict. */
  boolean isAskedFor() {
    return shortest.isPresent() || longest.isPresent() || growing || attempts.isPresent();
  }

  /**
   * Checks that the delays leave room for an attempt.
   *
   * @param maximum the parameter of the longest delay
   * @throws io.github.websocketecho.http.InvalidParameterException if the shortest is longer
   */
  void check(RequestParameter<?> maximum) {
    if (shortest.isPresent()
        && longest.isPresent()
        && shortest.get().compareTo(longest.get()) > 0) {
      throw maximum.invalid(ParameterText.of(longest.get()), null);
    }
  }

  /** The shorter of a time and the longest delay, if there is one. */
  Duration atMostLongest(Duration time) {
    return longest.filter(delay -> delay.compareTo(time) < 0).orElse(time);
  }

  /** How many attempts end a wait. */
  int expected(int steps) {
    return attempts.orElse(steps);
  }

  /**
   * Judges the attempts.
   *
   * @param steps how many there are
   * @param seen the attempts that are known, the oldest first
   * @param waited whether the request has waited for the rest of them in vain
   */
  Judgement judge(int steps, List<AttemptDocument> seen, Instant now, boolean waited) {
    @Nullable AttemptDocument before = null;
    for (AttemptDocument attempt : seen) {
      Judgement wrong = before == null ? null : wrong(before, attempt);
      if (wrong != null) {
        return wrong;
      }
      before = attempt;
    }
    int last = before == null ? 0 : before.number();
    Instant end = before == null ? null : before.endedAt();
    boolean late = end != null && longest.isPresent() && end.plus(longest.get()).isBefore(now);
    if (last >= expected(steps)) {
      if (hasUnknownDelay(seen)) {
        return Judgement.undecided("unknownDelay");
      }
      boolean mayComeBack = isClosedNormally(before) && longest.isPresent() && !late;
      return mayComeBack || hasOverlap(seen)
          ? Judgement.undecided("waiting", last, expected(steps))
          : Judgement.passed("cameBack", last);
    }
    return late || (waited && end != null)
        ? Judgement.failed("gaveUp", last, expected(steps))
        : Judgement.undecided("waiting", last, expected(steps));
  }

  private static boolean isClosedNormally(@Nullable AttemptDocument attempt) {
    return attempt != null
        && NORMAL_CLOSURE.equals(attempt.code())
        && SWITCHING_PROTOCOLS.equals(attempt.status());
  }

  /** Whether an attempt began while the one before it was open, which it still is. */
  private static boolean hasOverlap(List<AttemptDocument> seen) {
    return seen.stream()
        .limit(Math.max(0, seen.size() - 1))
        .anyMatch(attempt -> attempt.state() != null && attempt.endedAt() == null);
  }

  /** Whether a delay has to be judged that is not known, because a transcript is gone. */
  private boolean hasUnknownDelay(List<AttemptDocument> seen) {
    boolean judged = shortest.isPresent() || longest.isPresent() || growing;
    return judged
        && seen.stream()
            .limit(Math.max(0, seen.size() - 1))
            .anyMatch(attempt -> attempt.state() == null);
  }

  /** What is wrong with an attempt; null for nothing. */
  private @Nullable Judgement wrong(AttemptDocument before, AttemptDocument attempt) {
    if (attempts.isPresent() && attempt.number() > attempts.get()) {
      return Judgement.failed("tooMany", attempt.number(), attempts.get());
    }
    if (isClosedNormally(before)) {
      return Judgement.failed("cameBackAfter1000", attempt.number());
    }
    Double delay = attempt.delayMillis();
    if (delay == null) {
      return null;
    }
    if (delay < 0) {
      return Judgement.failed("overlap", attempt.number());
    }
    if (shortest.isPresent() && delay < shortest.get().toMillis()) {
      return Judgement.failed("tooEarly", attempt.number(), text(delay), shortest.get().toMillis());
    }
    if (longest.isPresent() && delay > longest.get().toMillis()) {
      return Judgement.failed("tooLate", attempt.number(), text(delay), longest.get().toMillis());
    }
    Double delayBefore = before.delayMillis();
    return growing && delayBefore != null && !isLonger(delay, delayBefore)
        ? Judgement.failed("notGrowing", attempt.number(), text(delay), text(delayBefore))
        : null;
  }

  private boolean isLonger(double delay, double before) {
    boolean near = longest.isPresent() && delay >= NEAR_THE_LONGEST * longest.get().toMillis();
    return near || delay - before >= before / LEAST_GROWTH;
  }

  private static long text(double millis) {
    return Math.round(millis);
  }
}
