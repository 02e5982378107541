package io.github.websocketecho.scenario;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.github.websocketecho.support.Document;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** The catalogue of scenarios as the documents show it. */
public final class CatalogueMarkdown {

  private final List<Scenario> scenarios;
  private final MessageSource messages;
  private final Locale locale;

  /** The catalogue of the application, in English or Chinese. */
  public CatalogueMarkdown(Locale locale) {
    this(
        new ScenarioCatalogue(
                new AbstractWebSocketHandler() {},
                new EgressLimiter(DataSize.ofBytes(0)),
                CertificateScenarios.all(new AbstractWebSocketHandler() {}))
            .scenarios(),
        List.of("messages/catalogue", "messages/scenarios"),
        locale);
  }

  /**
   * @param bundles the message bundles of these scenarios
   */
  CatalogueMarkdown(List<Scenario> scenarios, List<String> bundles, Locale locale) {
    this.scenarios = scenarios;
    this.locale = locale;
    var source = new ResourceBundleMessageSource();
    source.setBasenames(bundles.toArray(String[]::new));
    source.setDefaultEncoding("UTF-8");
    source.setFallbackToSystemLocale(false);
    messages = source;
  }

  /** The number of scenarios. */
  public int size() {
    return scenarios.size();
  }

  /** All scenarios by group, each as an item of a list. */
  public String lists() {
    return Arrays.stream(ScenarioGroup.values())
        .map(group -> heading(group) + list(group))
        .collect(joining("\n"));
  }

  private String heading(ScenarioGroup group) {
    return "### "
        + message("script.scenarios.group." + group.name().toLowerCase(Locale.ROOT))
        + "\n\n";
  }

  /** The scenarios of a group, each as an item of a list. */
  String list(ScenarioGroup group) {
    return scenarios.stream()
        .filter(scenario -> scenario.group() == group)
        .map(this::item)
        .collect(joining());
  }

  private String item(Scenario scenario) {
    return Document.item(
        "%s %s. %s→ %s. %s"
            .formatted(
                code(address(scenario)),
                does(scenario),
                scenario.example().equals(scenario.address()) ? "" : code(scenario.example()) + " ",
                expected(scenario),
                rfc(scenario.rfc())));
  }

  private static String address(Scenario scenario) {
    String query =
        scenario.parameters().stream()
            .map(Parameter::name)
            .filter(name -> !scenario.address().contains("{" + name + "}"))
            .map(name -> name + "=")
            .collect(joining("&"));
    return query.isEmpty() ? scenario.address() : scenario.address() + "?" + query;
  }

  private String does(Scenario scenario) {
    String does = message(scenario.does()).replaceFirst("^it ", "").replaceFirst("[.。]$", "");
    return scenario.browser() ? does : does + "; a page cannot run it";
  }

  /**
   * A table of some scenarios.
   *
   * @param ids of the scenarios, in the order of the table
   */
  public String table(List<String> ids) {
    return heading() + ids.stream().map(this::scenario).map(this::row).collect(joining());
  }

  private String heading() {
    return isChinese()
        ? "| 地址 | 服务器的行为 | 正确的客户端应报告 |\n| --- | --- | --- |\n"
        : "| address | what the server does | a correct client reports |\n| --- | --- | --- |\n";
  }

  private Scenario scenario(String id) {
    return scenarios.stream()
        .filter(scenario -> scenario.id().equals(id))
        .findAny()
        .orElseThrow(() -> new AssertionError("There is no scenario " + id));
  }

  private String row(Scenario scenario) {
    return line(code(scenario.example()), does(scenario), expected(scenario));
  }

  /** The browsers that are known to report something else than a correct client. */
  public String deviations() {
    Map<String, List<Deviation>> browsers =
        scenarios.stream()
            .flatMap(scenario -> scenario.deviations().stream())
            .collect(groupingBy(Deviation::browser, TreeMap::new, toList()));
    return "| browser | address | reports | instead of |\n| --- | --- | --- | --- |\n"
        + browsers.keySet().stream().map(this::deviations).collect(joining());
  }

  private String deviations(String browser) {
    var rows = new StringBuilder();
    for (Scenario scenario : scenarios) {
      for (Deviation deviation : scenario.deviations()) {
        if (deviation.browser().equals(browser)) {
          rows.append(row(scenario, deviation));
        }
      }
    }
    return rows.toString();
  }

  private String row(Scenario scenario, Deviation deviation) {
    Expected right = Objects.requireNonNullElse(scenario.expectedInBrowsers(), scenario.expected());
    return line(
        deviation.browser() + " " + deviation.seenWith(),
        code(scenario.example()),
        deviation.expected().equals(right)
            ? "the same, but continues until the server ends the connection"
            : text(deviation.expected()),
        text(right));
  }

  private String expected(Scenario scenario) {
    Expected inBrowsers = scenario.expectedInBrowsers();
    return inBrowsers == null
        ? text(scenario.expected())
        : text(scenario.expected()) + word("; in a browser ", "；在浏览器中为 ") + text(inBrowsers);
  }

  private String text(Expected expected) {
    Boolean clean = expected.wasClean();
    return Stream.of(
            expected.code() == null ? word("any code", "任意关闭码") : String.valueOf(expected.code()),
            quoted(expected.reason()),
            clean == null ? "" : clean ? word("clean", "正常关闭") : word("not clean", "非正常关闭"))
        .filter(part -> !part.isEmpty())
        .collect(joining(word(", ", "，")));
  }

  private String word(String english, String chinese) {
    return isChinese() ? chinese : english;
  }

  private boolean isChinese() {
    return locale.getLanguage().equals(Locale.CHINESE.getLanguage());
  }

  private static String quoted(@Nullable String reason) {
    return reason == null || reason.isEmpty() ? "" : "“" + reason + "”";
  }

  private static String rfc(String rfc) {
    return rfc.replaceFirst(
        "^RFC (\\d+), section (.+)$",
        "[RFC $1, $2](https://www.rfc-editor.org/rfc/rfc$1#section-$2)");
  }

  /** All parameters, each as an item of a list. */
  public String parameters() {
    Map<String, List<Scenario>> byName = new LinkedHashMap<>();
    for (Scenario scenario : scenarios) {
      for (Parameter<?> parameter : scenario.parameters()) {
        byName.merge(
            parameter.name(),
            List.of(scenario),
            (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
      }
    }
    return byName.entrySet().stream()
        .map(entry -> item(entry.getKey(), entry.getValue()))
        .collect(joining());
  }

  private String item(String name, List<Scenario> scenarios) {
    return Document.item(
        "%s: %s. Default: %s. Allowed: %s."
            .formatted(
                code(name),
                message("parameter." + name + ".meaning"),
                perAddress(name, scenarios, CatalogueMarkdown::defaultValue),
                perAddress(name, scenarios, this::allowed)));
  }

  /**
   * A property of the parameters with this name. If they differ, each value is followed by its
   * addresses.
   */
  private static String perAddress(
      String name, List<Scenario> scenarios, Function<Parameter<?>, String> property) {
    Map<String, List<String>> addresses =
        scenarios.stream()
            .collect(
                groupingBy(
                    scenario -> property.apply(parameter(scenario, name)),
                    LinkedHashMap::new,
                    mapping(Scenario::address, toList())));
    if (addresses.size() == 1) {
      return addresses.keySet().iterator().next();
    }
    return addresses.entrySet().stream()
        .map(
            entry ->
                entry.getValue().stream()
                    .map(CatalogueMarkdown::code)
                    .collect(joining(", ", entry.getKey() + " at ", "")))
        .collect(joining("; "));
  }

  private static Parameter<?> parameter(Scenario scenario, String name) {
    return scenario.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findAny()
        .orElseThrow();
  }

  private static String defaultValue(Parameter<?> parameter) {
    return codeOrNone(parameter.defaultValue());
  }

  private String allowed(Parameter<?> parameter) {
    return messages.getMessage(parameter.range().text(), locale);
  }

  private String message(String code) {
    return messages.getMessage(code, null, locale);
  }

  private static String codeOrNone(String text) {
    return text.isEmpty() ? "none" : code(text);
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String line(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
