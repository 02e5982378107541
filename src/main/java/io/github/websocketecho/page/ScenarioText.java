package io.github.websocketecho.page;

import io.github.websocketecho.page.AddressView.ScenarioPart;
import io.github.websocketecho.page.AddressView.Value;
import io.github.websocketecho.scenario.Conduct;
import io.github.websocketecho.scenario.Expected;
import io.github.websocketecho.scenario.Parameter;
import io.github.websocketecho.scenario.Scenario;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Describes a scenario with the values of one address. Any thread. */
final class ScenarioText {

  private ScenarioText() {}

  /**
   * Describes a scenario.
   *
   * @param valid whether all values are in their ranges
   * @param root the relative URL of the test page
   */
  static ScenarioPart of(
      ScenarioTarget target, boolean valid, String root, MessageSource messages, Locale locale) {
    Scenario scenario = target.scenario();
    @Nullable Expected inBrowsers = valid ? scenario.expectedInBrowsers() : null;
    return new ScenarioPart(
        scenario.id(),
        scenario.address(),
        messages.getMessage(scenario.demands(), null, locale),
        valid ? ScenarioView.text(expected(target)) : null,
        inBrowsers == null ? null : ScenarioView.text(inBrowsers),
        scenario.rfc(),
        rfcLink(scenario.rfc()),
        scenario.browser(),
        values(target, messages, locale),
        root + target.fragment());
  }

  private static List<Value> values(ScenarioTarget target, MessageSource messages, Locale locale) {
    return target.scenario().parameters().stream()
        .map(
            parameter ->
                new Value(
                    parameter.name(),
                    messages.getMessage("parameter." + parameter.name() + ".meaning", null, locale),
                    target.value(parameter),
                    target.values().containsKey(parameter.name()),
                    parameter.defaultValue(),
                    messages.getMessage(parameter.range().text(), locale)))
        .toList();
  }

  /** What a correct client reports at an address, which may differ from the example. */
  private static Expected expected(ScenarioTarget target) {
    Scenario scenario = target.scenario();
    Expected expected = scenario.expected();
    ScenarioTarget example = ScenarioTarget.ofExample(scenario);
    for (Parameter<?> parameter : scenario.parameters()) {
      String value = target.value(parameter);
      if (!value.equals(example.value(parameter))) {
        expected = changed(expected, parameter, value, scenario.conduct().closes());
      }
    }
    return expected;
  }

  private static Expected changed(
      Expected expected, Parameter<?> parameter, String value, Conduct.@Nullable Close closes) {
    return switch (parameter.changes()) {
      // Without a code of its own, the server answers with the client's.
      case CODE ->
          new Expected(
              value.isEmpty() ? null : Integer.valueOf(value),
              expected.reason(),
              expected.wasClean());
      case REASON ->
          new Expected(
              expected.code(),
              value.isEmpty() && closes != null ? null : value,
              expected.wasClean());
      case LIMIT -> new Expected(expected.code(), null, expected.wasClean());
      case ADMISSION -> new Expected(null, null, null);
      case WHEN -> expected;
    };
  }

  /** The address of a section such as "RFC 6455, section 7.1.2". */
  private static String rfcLink(String rfc) {
    return rfc.replaceFirst(
        "RFC (\\d+), section ([\\d.]+)", "https://www.rfc-editor.org/rfc/rfc$1.html#section-$2");
  }
}
