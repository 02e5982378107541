package io.github.websocketecho;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Spring Boot print what is wrong with a setting, and nothing else. */
final class InvalidSettingAnalyzer extends AbstractFailureAnalyzer<InvalidSettingException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, InvalidSettingException cause) {
    return new FailureAnalysis(cause.getMessage(), null, failure);
  }
}
