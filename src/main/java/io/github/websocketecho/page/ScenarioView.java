package io.github.websocketecho.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
 * An entry of the catalogue as people and programs get it, in the visitor's language.
 *
 * @param client what a client does there, so that it comes about as in the example
 * @param expected what a correct client reports of that
 * @param verdict what the server must see of a correct client
 * @param deviations what browsers are known to report instead
 */
record ScenarioView(
    String id,
    ScenarioGroup group,
    String address,
    String example,
    List<ParameterView> parameters,
    String does,
    Conduct client,
    Expected expected,
    String verdict,
    String rfc,
    boolean browser,
    List<Deviation> deviations) {

  /**
   * A parameter of an address.
   *
   * @param allowed its range in words
   * @param minimum null where its values have no order
   * @param values all of them, where they are but a few; otherwise empty
   * @param unit what its numbers measure: milliseconds, bytes or none
   * @param units how much one of each unit is, by the text that stands behind a number
   * @param changes what its value changes in what a correct client reports
   * @param sends what a client sends because of its value; null if it sends what it does anyway
   * @param shortValue a short time for those who run many; null if the example's value will do
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

  /**
   * A deviation as people read it.
   *
   * @param reported as a CloseEvent shows it
   * @param late whether a correct client reports the same, but earlier
   */
  record DeviationText(String browser, String seenWith, String reported, boolean late) {}

  static ScenarioView of(
      ScenarioGroup group, Scenario scenario, MessageSource messages, Locale locale) {
    return new ScenarioView(
        scenario.id(),
        group,
        scenario.address(),
        scenario.example(),
        scenario.parameters().stream()
            .map(parameter -> ParameterView.of(parameter, messages, locale))
            .toList(),
        StringUtils.capitalize(messages.getMessage(scenario.does(), null, locale)),
        scenario.conduct(),
        scenario.expected(),
        messages.getMessage(scenario.demands(), null, locale),
        scenario.rfc(),
        scenario.browser(),
        scenario.deviations());
  }

  /** As a CloseEvent shows it. */
  @JsonIgnore
  public String getExpectedText() {
    return text(expected);
  }

  /** What is reported instead. */
  @JsonIgnore
  public List<DeviationText> getDeviationTexts() {
    return deviations.stream()
        .map(
            deviation ->
                new DeviationText(
                    deviation.browser(),
                    deviation.seenWith(),
                    text(deviation.expected()),
                    deviation.expected().equals(expected)))
        .toList();
  }

  private static String text(Expected expected) {
    // A name and its value stay on one line.
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
