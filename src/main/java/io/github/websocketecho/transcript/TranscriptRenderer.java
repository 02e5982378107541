package io.github.websocketecho.transcript;

import static java.util.stream.Collectors.joining;

import io.github.websocketecho.replica.SharedMessage;
import io.github.websocketecho.transcript.TranscriptDocument.Verdict;
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

  TranscriptDocument render(JudgedTranscript judged, Locale locale) {
    return TranscriptDocument.of(
        judged.seen(), judged.verdict() == null ? null : inWords(judged.verdict(), locale));
  }

  private Verdict inWords(JudgedTranscript.Verdict verdict, Locale locale) {
    Object[] arguments = SharedMessage.arguments(verdict.arguments()).toArray();
    return new Verdict(
        messages.getMessage(verdict.expected(), null, locale),
        messages.getMessage(verdict.observed(), arguments, locale),
        verdict.passed(),
        remark(verdict, locale));
  }

  private @Nullable String remark(JudgedTranscript.Verdict verdict, Locale locale) {
    return verdict.remarks().isEmpty()
        ? null
        : verdict.remarks().stream()
            .map(remark -> messages.getMessage(remark.message(), locale))
            .collect(joining(" "));
  }
}
