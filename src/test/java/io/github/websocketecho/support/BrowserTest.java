package io.github.websocketecho.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests in a real browser. Where there is none they are skipped, with a line that says so; where
 * {@code CI} is {@code true} they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserTest.Condition.class)
public @interface BrowserTest {

  /** Looks for the browser. */
  final class Condition implements ExecutionCondition {

    private static final String MISSING =
        "No Chromium with its chromedriver on the PATH: the browser tests are skipped.";

    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Browser.isInstalled()) {
        return ConditionEvaluationResult.enabled("Chromium is there");
      }
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new IllegalStateException(
            "No Chromium with its chromedriver on the PATH, and CI is true: install both.");
      }
      if (!SAID.getAndSet(true)) {
        System.out.println("[WARNING] " + MISSING);
      }
      return ConditionEvaluationResult.disabled(MISSING);
    }
  }
}
