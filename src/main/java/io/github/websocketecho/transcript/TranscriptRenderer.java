package io.github.websocketecho.transcript;

import static java.util.stream.Collectors.joining;

import io.github.websocketecho.transcript.Transcript.VerdictView;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Tells a transcript in somebody's language, with the verdict. */
@Component
class TranscriptRenderer {

  private final MessageSource messages;

  TranscriptRenderer(MessageSource messages) {
    this.messages = messages;
  }

  Transcript render(TranscriptRecorder recorder, Locale locale) {
    Transcript view = recorder.view();
    VerdictRule rule = recorder.rule();
    if (rule == null) {
      return view;
    }
    Judgement judgement = rule.judge(view);
    return view.withVerdict(
        new VerdictView(
            messages.getMessage(rule.expected(), null, locale),
            messages.getMessage(judgement.observed(), judgement.arguments().toArray(), locale),
            judgement.passed(),
            remark(judgement, locale)));
  }

  private @Nullable String remark(Judgement judgement, Locale locale) {
    return judgement.remarks().isEmpty()
        ? null
        : judgement.remarks().stream()
            .map(remark -> messages.getMessage(remark, locale))
            .collect(joining(" "));
  }
}
