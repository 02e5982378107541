package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.VerdictMessages.remark;

import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.VerdictRule;
import java.util.function.Function;

/**
 * A rule with a name. The codes of its messages begin with {@code verdict.expected} and {@code
 * verdict.observed}.
 *
 * @param name the rest of the code of the message that says what a correct client does
 * @param judge judges a transcript; the codes in its result have no prefix
 */
record NamedRule(String name, Function<Transcript, Judgement> judge) implements VerdictRule {

  @Override
  public String expected() {
    return "verdict.expected." + name;
  }

  @Override
  public Judgement judge(Transcript seen) {
    Judgement judgement = withOrderRemarks(judge.apply(seen), seen.clues());
    return new Judgement(
        judgement.passed(),
        "verdict.observed." + judgement.observed(),
        judgement.arguments(),
        judgement.remarks());
  }

  /** Adds remarks on frames that were sent too early, and on a second close frame. */
  private static Judgement withOrderRemarks(Judgement judgement, Clues clues) {
    boolean early = clues.bytesEarly() > 0 && !Boolean.FALSE.equals(judgement.passed());
    Judgement remarked = early ? judgement.with(remark("early")) : judgement;
    return clues.closedAgain() ? remarked.with(remark("secondClose")) : remarked;
  }
}
