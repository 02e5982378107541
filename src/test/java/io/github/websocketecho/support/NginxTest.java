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
 * Tests behind a real nginx. Where there is none they are skipped, with a line that says so; where
 * {@code CI} is {@code true} they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NginxTest.Condition.class)
public @interface NginxTest {

  /** Looks for nginx. */
  final class Condition implements ExecutionCondition {

    private static final String MISSING =
        "No nginx on the PATH: the tests of the reverse proxy are skipped.";

    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Nginx.isInstalled()) {
        return ConditionEvaluationResult.enabled("nginx is there");
      }
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new IllegalStateException("No nginx on the PATH, and CI is true: install it.");
      }
      if (!SAID.getAndSet(true)) {
        System.out.println("[WARNING] " + MISSING);
      }
      return ConditionEvaluationResult.disabled(MISSING);
    }
  }
}
