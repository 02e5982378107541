package io.github.websocketecho.support;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Looks for the browser, starts it when the first test asks for it, and lends it to each. */
final class BrowserExtension implements ExecutionCondition, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);

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

  /** The browser of this process. Surefire asks for each class anew, but in one session. */
  private static Browser running(ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(Browser.class, _ -> new Browser(), Browser.class);
  }

  /** Ends with the test, or the class, that was given the browser. */
  private record Visit(Browser browser) implements AutoCloseable {

    @Override
    public void close() {
      browser.forget();
    }
  }
}
