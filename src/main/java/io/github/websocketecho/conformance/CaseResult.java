package io.github.websocketecho.conformance;

import org.springframework.context.MessageSourceResolvable;

/**
 * The result of a case. Immutable; any thread.
 *
 * @param tested the case
 * @param seen what the server saw
 * @param judgement what that says about the client
 * @param sentences say it in words
 */
record CaseResult(SuiteCase tested, Observation seen, Judgement judgement, Sentences sentences) {

  /**
   * Sentences about a result.
   *
   * @param result what differs from what the case expects
   * @param closing how the connection ended
   * @param verdict our own
   */
  record Sentences(
      MessageSourceResolvable result,
      MessageSourceResolvable closing,
      MessageSourceResolvable verdict) {}

  /** The memory of a result without its log, and of an entry of that without its bytes [bytes]. */
  private static final int OVERHEAD = 512;

  private static final int PER_ENTRY = 96;

  /** Judges what the server saw. */
  static CaseResult of(ConformanceCase tested, Observation seen) {
    Judgement judgement = Judgement.of(tested, seen);
    return new CaseResult(
        tested, seen, judgement, new Explanation(tested, seen, judgement).sentences());
  }

  /** About how much memory it uses [bytes]. */
  int weight() {
    int events =
        seen.events().stream()
            .mapToInt(
                event -> event instanceof Event.Message message ? message.beginning().length : 0)
            .sum();
    return OVERHEAD
        + events
        + seen.log().stream()
            .mapToInt(
                entry ->
                    PER_ENTRY
                        + (entry instanceof WireLog.Entry.Frame frame
                            ? frame.beginning().length
                            : 0))
            .sum();
  }
}
