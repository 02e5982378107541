package io.github.websocketecho.conformance;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Says what the server does in a case. Any thread. */
@Component
final class CaseDescriptions {

  private final MessageSource messages;

  CaseDescriptions(MessageSource messages) {
    this.messages = messages;
  }

  /** A sentence, or several. Those of numbered cases are in English. */
  String of(SuiteCase tested, Locale locale) {
    return switch (tested) {
      case ConformanceCase frames -> CaseDescription.of(frames);
      case ScenarioCase named ->
          StringUtils.capitalize(messages.getMessage(named.scenario().does(), null, locale));
    };
  }
}
