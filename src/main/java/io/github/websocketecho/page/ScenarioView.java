package io.github.websocketecho.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.scenario.Conduct;
import io.github.websocketecho.scenario.Deviation;
import io.github.websocketecho.scenario.Expected;
import io.github.websocketecho.scenario.Parameter;
import io.github.websocketecho.scenario.Parameter.Effect;
import io.github.websocketecho.scenario.Parameter.Sends;
import io.github.websocketecho.scenario.Scenario;
import io.github.websocketecho.scenario.ScenarioGroup;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.util.StringUtils;

/**
 * An entry of the catalogue as JSON, in the visitor's language.
 *
 * @param server the address of the server for the scenario, in which {@code {id}} stands for the id
 *     of a transcript; null for the address of the catalogue
 * @param client what a client has to do for the outcome of the example
 * @param expected what a correct client reports
 * @param expectedInBrowsers what a page reports instead; null for the same
 * @param verdict the behaviour of a correct client that the server observes
 * @param deviations what browsers are known to report instead
 */
record ScenarioView(
    String id,
    ScenarioGroup group,
    String address,
    String example,
    @Nullable String server,
    List<ParameterView> parameters,
    String does,
    Conduct client,
    Expected expected,
    @Nullable Expected expectedInBrowsers,
    String verdict,
    String rfc,
    boolean browser,
    List<Deviation> deviations) {

  /**
   * A parameter of an address.
   *
   * @param allowed the range in words
   * @param minimum null if the values have no order
   * @param maximum null if the values have no order
   * @param values all allowed values if they are few; otherwise empty
   * @param unit the unit of its numbers: milliseconds, bytes or none
   * @param units the factor of each suffix that a number may have, relative to the unit
   * @param changes what the value changes in the report of a correct client
   * @param sends the messages that the value requires of a client; null if it requires none
   * @param shortValue a shorter time for running many scenarios; null to use the example's value
   */
  record ParameterView(
      String name,
      String meaning,
      @JsonProperty("default") String defaultValue,
      @Nullable String minimum,
      @Nullable String maximum,
      List<String> values,
      String allowed,
      String unit,
      Map<String, BigDecimal> units,
      Effect changes,
      @Nullable Sends sends,
      @JsonProperty("short") @Nullable String shortValue) {

    private static ParameterView of(Parameter<?> parameter, MessageSource messages, Locale locale) {
      ParameterRange<?> range = parameter.range();
      return new ParameterView(
          parameter.name(),
          messages.getMessage("parameter." + parameter.name() + ".meaning", null, locale),
          parameter.defaultValue(),
          range.minimum(),
          range.maximum(),
          range.words(),
          messages.getMessage(range.text(), locale),
          range.unit().name(),
          range.unit().factors(),
          parameter.changes(),
          parameter.sends(),
          parameter.shortValue());
    }
  }

  static ScenarioView of(
      Scenario scenario, @Nullable String server, MessageSource messages, Locale locale) {
    return new ScenarioView(
        scenario.id(),
        scenario.group(),
        scenario.address(),
        scenario.example(),
        server,
        scenario.parameters().stream()
            .map(parameter -> ParameterView.of(parameter, messages, locale))
            .toList(),
        StringUtils.capitalize(messages.getMessage(scenario.does(), null, locale)),
        scenario.conduct(),
        scenario.expected(),
        scenario.expectedInBrowsers(),
        messages.getMessage(scenario.demands(), null, locale),
        scenario.rfc(),
        scenario.browser(),
        scenario.deviations());
  }

  /** The members of a CloseEvent as text, with * for a member that can have any value. */
  static String text(Expected expected) {
    // A no-break space keeps name and value on one line.
    return "code:\u00a0%s, reason:\u00a0%s, wasClean:\u00a0%s"
        .formatted(
            orAny(expected.code()),
            expected.reason() == null ? "*" : "\"" + expected.reason() + "\"",
            orAny(expected.wasClean()));
  }

  private static Object orAny(@Nullable Object value) {
    return value == null ? "*" : value;
  }
}
