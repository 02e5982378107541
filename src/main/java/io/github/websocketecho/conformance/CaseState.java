package io.github.websocketecho.conformance;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The result of a case in one word, as pages show it. The scripts use the same words. */
enum CaseState {
  PASSED,
  NONSTRICT,
  FAILED,
  UNDECIDED;

  /** The state of a result. */
  static CaseState of(ReportDocument.Case result) {
    return of(result.passed(), result.behavior());
  }

  /**
   * The state of a result.
   *
   * @param passed our own verdict; null if it is undecided
   * @param behavior as the Autobahn Testsuite names it
   */
  static CaseState of(@Nullable Boolean passed, String behavior) {
    if (passed == null) {
      return UNDECIDED;
    }
    if (!passed) {
      return FAILED;
    }
    return behavior.equals(Judgement.Behavior.NON_STRICT.text()) ? NONSTRICT : PASSED;
  }

  /** The word in messages and in attributes. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
