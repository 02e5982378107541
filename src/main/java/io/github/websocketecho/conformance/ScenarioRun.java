package io.github.websocketecho.conformance;

import io.github.websocketecho.conformance.Judgement.Behavior;
import io.github.websocketecho.conformance.Judgement.ClosingBehavior;
import io.github.websocketecho.engine.ConnectionOptions;
import io.github.websocketecho.transcript.Transcript;
import io.github.websocketecho.transcript.TranscriptRecorder;
import io.github.websocketecho.transcript.TranscriptStore;
import io.github.websocketecho.transcript.VerdictRule;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * Runs a scenario as a case: the verdict on its transcript is the result. Serves one connection.
 */
final class ScenarioRun extends WebSocketHandlerDecorator {

  private final ScenarioCase tested;
  private final String connection;
  private final TranscriptStore transcripts;
  private final Runnable begin;
  private final Consumer<CaseResult> result;
  private final AtomicReference<@Nullable Observation> seen = new AtomicReference<>();
  private final CaseRecorder recorder;

  /**
   * @param connection the id of the transcript
   * @param begin runs when the connection is open
   * @param result gets the result, when TCP has ended
   */
  ScenarioRun(
      ScenarioCase tested,
      String connection,
      TranscriptStore transcripts,
      Runnable begin,
      Consumer<CaseResult> result) {
    super(tested.scenario().handler().apply(tested.parameters()));
    this.tested = tested;
    this.connection = connection;
    this.transcripts = transcripts;
    this.begin = begin;
    this.result = result;
    recorder = new CaseRecorder(new Progress(Progress.ANYTHING), seen::set);
  }

  /** How the engine treats the connection. */
  ConnectionOptions options() {
    ConnectionOptions options = ConnectionOptions.NONE.withObserver(recorder);
    return tested.scenario().handlerAnswers() ? options.withHandlerAnswering() : options;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    begin.run();
    super.afterConnectionEstablished(session);
  }

  /** Called last, when the transcript is complete. */
  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
    super.afterConnectionClosed(session, status);
    @Nullable Observation observed = seen.get();
    if (observed != null) {
      transcripts
          .find(connection)
          .map(TranscriptRecorder::transcript)
          .ifPresent(transcript -> judge(transcript, observed));
    }
  }

  private void judge(Transcript transcript, Observation observed) {
    VerdictRule.Judgement verdict = tested.scenario().rule().judge(transcript);
    MessageSourceResolvable sentence =
        new DefaultMessageSourceResolvable(
            new String[] {verdict.observed()}, verdict.arguments().toArray());
    @Nullable Boolean passed = verdict.passed();
    Judgement judgement =
        passed == null
            ? new Judgement(Behavior.INFORMATIONAL, ClosingBehavior.INFORMATIONAL, null)
            : passed
                ? new Judgement(Behavior.OK, ClosingBehavior.OK, true)
                : new Judgement(Behavior.FAILED, ClosingBehavior.FAILED, false);
    result.accept(
        new CaseResult(
            tested,
            observed,
            judgement,
            new CaseResult.Sentences(sentence, Explanation.ofScenario(), sentence)));
  }
}
