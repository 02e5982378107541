package io.github.websocketecho.support;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Finds the browser, starts it for the first test, and passes it to every test. */
final class BrowserExtension implements ExecutionCondition, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

  private static final String MISSING =
      "No Chromium with its chromedriver on the PATH: the browser tests are skipped.";

  private static final AtomicBoolean WARNED = new AtomicBoolean();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Browser.isInstalled()) {
      return ConditionEvaluationResult.enabled("Chromium is installed");
    }
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      throw new IllegalStateException(
          "No Chromium with its chromedriver on the PATH, and CI is true: install both.");
    }
    if (!WARNED.getAndSet(true)) {
      System.out.println("[WARNING] " + MISSING);
    }
    return ConditionEvaluationResult.disabled(MISSING);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(Visit.class, _ -> new Visit(running(context)), Visit.class)
        .browser();
  }

  /** The browser of this process. Surefire runs each class separately, but in one session. */
  private static Browser running(ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(Browser.class, _ -> new Browser(), Browser.class);
  }

  /** Resets the browser at the end of the test or the class that received it. */
  private record Visit(Browser browser) implements AutoCloseable {

    @Override
    public void close() {
      browser.reset();
    }
  }
}
