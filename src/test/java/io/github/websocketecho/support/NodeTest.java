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
 * Tests that Node.js carries out. Without it they are skipped, with a line that says so; if {@code
 * CI} is {@code true} they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NodeTest.Condition.class)
public @interface NodeTest {

  /** Looks for Node.js. */
  final class Condition implements ExecutionCondition {

    private static final String MISSING =
        "No Node.js with its npm on the PATH: the tests of the page's scripts are skipped.";

    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Node.isInstalled()) {
        return ConditionEvaluationResult.enabled("Node.js is there");
      }
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new IllegalStateException(
            "No Node.js with its npm on the PATH, and CI is true: install both.");
      }
      if (!SAID.getAndSet(true)) {
        System.out.println("[WARNING] " + MISSING);
      }
      return ConditionEvaluationResult.disabled(MISSING);
    }
  }
}
