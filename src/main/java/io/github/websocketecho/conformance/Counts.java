package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.Judgement.Behavior;
import io.github.websocketecho.conformance.Judgement.ClosingBehavior;
import java.util.List;

/**
 * How many cases of a report have which result.
 *
 * @param cases all of them
 * @param passed by our own verdict
 * @param failed by our own verdict
 * @param ok behavior OK
 * @param nonStrict behavior NON-STRICT
 * @param informational behavior INFORMATIONAL
 * @param unimplemented behavior UNIMPLEMENTED
 * @param wrong behavior FAILED
 * @param wrongClose behaviorClose other than OK and INFORMATIONAL
 */
record Counts(
    long cases,
    long passed,
    long failed,
    long ok,
    long nonStrict,
    long informational,
    long unimplemented,
    long wrong,
    long wrongClose) {

  static Counts of(List<CaseResult> results) {
    return new Counts(
        results.size(),
        results.stream().filter(result -> Boolean.TRUE.equals(result.judgement().passed())).count(),
        results.stream()
            .filter(result -> Boolean.FALSE.equals(result.judgement().passed()))
            .count(),
        count(results, Behavior.OK),
        count(results, Behavior.NON_STRICT),
        count(results, Behavior.INFORMATIONAL),
        count(results, Behavior.UNIMPLEMENTED),
        count(results, Behavior.FAILED),
        results.stream().filter(result -> isWrong(result.judgement().behaviorClose())).count());
  }

  private static long count(List<CaseResult> results, Behavior behavior) {
    return results.stream().filter(result -> result.judgement().behavior() == behavior).count();
  }

  /** Whether a check of the closing fails. */
  static boolean isWrong(ClosingBehavior closing) {
    return closing != ClosingBehavior.OK && closing != ClosingBehavior.INFORMATIONAL;
  }
}
