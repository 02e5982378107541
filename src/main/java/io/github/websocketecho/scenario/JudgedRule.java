package io.github.websocketecho.scenario;

import static io.github.websocketecho.scenario.VerdictWords.remark;

import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.Transcript.Clues;
import io.github.websocketecho.transcript.VerdictRule;
import java.util.function.Function;

/**
 * A rule, whose messages have common prefixes.
 *
 * @param name the last part of the message that says what a correct client does
 * @param judge what was observed, as the last parts of its messages
 */
record JudgedRule(String name, Function<Transcript, Judgement> judge) implements VerdictRule {

  @Override
  public String expected() {
    return "verdict.expected." + name;
  }

  @Override
  public Judgement judge(Transcript seen) {
    Judgement judgement = noteOrder(judge.apply(seen), seen.clues());
    return new Judgement(
        judgement.passed(),
        "verdict.observed." + judgement.observed(),
        judgement.arguments(),
        judgement.remarks());
  }

  /** Remarks on frames that came too early, or on a second close frame. */
  private static Judgement noteOrder(Judgement judgement, Clues clues) {
    boolean early = clues.bytesEarly() > 0 && !Boolean.FALSE.equals(judgement.passed());
    Judgement noted = early ? judgement.with(remark("early")) : judgement;
    return clues.closedAgain() ? noted.with(remark("secondClose")) : noted;
  }
}
