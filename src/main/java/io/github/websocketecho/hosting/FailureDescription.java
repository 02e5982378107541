package io.github.websocketecho.hosting;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * Keeps what Spring Boot says of the last start that failed. Spring Boot makes an instance for each
 * start.
 */
final class FailureDescription implements FailureAnalysisReporter {

  private static final AtomicReference<@Nullable String> last = new AtomicReference<>();

  @Override
  public void report(FailureAnalysis analysis) {
    last.set(analysis.getDescription());
  }

  /** Returns and forgets it. Without one, this is the message of the failure. */
  static String take(Throwable failure) {
    String description = last.getAndSet(null);
    return description == null ? failure.toString() : description.strip();
  }
}
