package io.github.websocketecho.conformance;

import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.VerdictRule;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The verdict on a transcript is that of the case which ran on its connection. Any thread. */
final class CaseRule implements VerdictRule, Consumer<CaseResult> {

  private final AtomicReference<@Nullable CaseResult> result = new AtomicReference<>();

  /** The case has ended. */
  @Override
  public void accept(CaseResult ended) {
    result.set(ended);
  }

  @Override
  public String expected() {
    return "conformance.expected";
  }

  @Override
  public Judgement judge(Transcript seen) {
    @Nullable CaseResult ended = result.get();
    return ended == null
        ? Judgement.undecided("conformance.running")
        : new Judgement(
            ended.judgement().passed(),
            "conformance.observed",
            List.of(ended.sentences().verdict(), ended.sentences().result()),
            List.of());
  }
}
