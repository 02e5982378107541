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
 * Marks tests that run Node.js. If it is not installed, they are skipped with a warning, or fail if
 * the environment variable {@code CI} is {@code true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NodeTest.Condition.class)
public @interface NodeTest {

  /** Checks whether Node.js is installed. */
  final class Condition implements ExecutionCondition {

    private static final String MISSING =
        "No Node.js with its npm on the PATH: the tests of the page's scripts are skipped.";

    private static final AtomicBoolean WARNED = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Node.isInstalled()) {
        return ConditionEvaluationResult.enabled("Node.js is installed");
      }
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new IllegalStateException(
            "No Node.js with its npm on the PATH, and CI is true: install both.");
      }
      if (!WARNED.getAndSet(true)) {
        System.out.println("[WARNING] " + MISSING);
      }
      return ConditionEvaluationResult.disabled(MISSING);
    }
  }
}
