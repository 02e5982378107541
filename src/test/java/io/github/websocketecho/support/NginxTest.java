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
 * Marks tests behind a real nginx. If it is not installed, they are skipped with a warning, or fail
 * if the environment variable {@code CI} is {@code true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NginxTest.Condition.class)
public @interface NginxTest {

  /** Checks whether nginx is installed. */
  final class Condition implements ExecutionCondition {

    private static final String MISSING =
        "No nginx on the PATH: the tests of the reverse proxy are skipped.";

    private static final AtomicBoolean WARNED = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Nginx.isInstalled()) {
        return ConditionEvaluationResult.enabled("nginx is installed");
      }
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new IllegalStateException("No nginx on the PATH, and CI is true: install it.");
      }
      if (!WARNED.getAndSet(true)) {
        System.out.println("[WARNING] " + MISSING);
      }
      return ConditionEvaluationResult.disabled(MISSING);
    }
  }
}
