package io.github.websocketecho.transcript;

import io.github.websocketecho.replica.SharedMessage;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transcript and what it says about the client, in no language. Immutable; any thread.
 *
 * @param verdict null if no behaviour is expected
 */
record JudgedTranscript(Transcript seen, @Nullable Verdict verdict) {

  /**
   * A verdict in a form that replicas can share.
   *
   * @param expected the code of a message
   * @param passed null if this is undecided
   * @param observed the code of a message
   * @param arguments of that message
   */
  record Verdict(
      String expected,
      @Nullable Boolean passed,
      String observed,
      List<Object> arguments,
      List<SharedMessage> remarks) {

    private static Verdict of(VerdictRule rule, Judgement judgement) {
      return new Verdict(
          rule.expected(),
          judgement.passed(),
          judgement.observed(),
          SharedMessage.shared(judgement.arguments()),
          judgement.remarks().stream().map(SharedMessage::of).toList());
    }
  }

  /** What a recorder has seen until now. */
  static JudgedTranscript of(TranscriptRecorder recorder) {
    Transcript seen = recorder.transcript();
    VerdictRule rule = recorder.request().rule();
    return new JudgedTranscript(seen, rule == null ? null : Verdict.of(rule, rule.judge(seen)));
  }
}
