package io.github.websocketecho.transcript;

import static java.util.stream.Collectors.joining;

import io.github.websocketecho.transcript.TranscriptDocument.Verdict;
import io.github.websocketecho.transcript.VerdictRule.Judgement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Renders a transcript with its verdict in one language. Any thread. */
@Component
class TranscriptRenderer {

  private final MessageSource messages;

  TranscriptRenderer(MessageSource messages) {
    this.messages = messages;
  }

  TranscriptDocument render(TranscriptRecorder recorder, Locale locale) {
    Transcript seen = recorder.transcript();
    VerdictRule rule = recorder.request().rule();
    return TranscriptDocument.of(seen, rule == null ? null : verdict(rule, seen, locale));
  }

  private Verdict verdict(VerdictRule rule, Transcript seen, Locale locale) {
    Judgement judgement = rule.judge(seen);
    return new Verdict(
        messages.getMessage(rule.expected(), null, locale),
        messages.getMessage(judgement.observed(), judgement.arguments().toArray(), locale),
        judgement.passed(),
        remark(judgement, locale));
  }

  private @Nullable String remark(Judgement judgement, Locale locale) {
    return judgement.remarks().isEmpty()
        ? null
        : judgement.remarks().stream()
            .map(remark -> messages.getMessage(remark, locale))
            .collect(joining(" "));
  }
}
