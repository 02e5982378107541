package io.github.websocketecho.scenario;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The catalogue as the README shows it: a table of scenarios, and a table of their parameters. */
final class CatalogueTable {

  private static final String ILLEGAL = "illegal/";

  private final List<Scenario> scenarios;
  private final MessageSource messages;

  CatalogueTable(List<Scenario> scenarios) {
    this(scenarios, List.of("messages/catalogue"));
  }

  /**
   * @param bundles the message bundles of these scenarios
   */
  CatalogueTable(List<Scenario> scenarios, List<String> bundles) {
    this.scenarios = scenarios;
    var english = new ResourceBundleMessageSource();
    english.setBasenames(bundles.toArray(String[]::new));
    english.setDefaultEncoding("UTF-8");
    english.setFallbackToSystemLocale(false);
    messages = english;
  }

  /** Returns the tables as Markdown, with a line feed at the end. */
  String markdown() {
    long illegal = scenarios.stream().filter(CatalogueTable::isIllegal).count();
    return table(scenarios.stream().filter(scenario -> !isIllegal(scenario)))
        + "\n<details>\n<summary>The %d illegal frames</summary>\n\n".formatted(illegal)
        + table(scenarios.stream().filter(CatalogueTable::isIllegal))
        + "\n</details>\n\n"
        + parameters();
  }

  private static boolean isIllegal(Scenario scenario) {
    return scenario.id().startsWith(ILLEGAL);
  }

  private String table(Stream<Scenario> rows) {
    return """
    | address | what the server does | for example | a correct client reports | RFC, section |
    | --- | --- | --- | --- | --- |
    """
        + rows.map(this::row).collect(joining());
  }

  private String row(Scenario scenario) {
    return line(
        code(address(scenario)),
        does(scenario),
        scenario.example().equals(scenario.address()) ? "" : code(scenario.example()),
        reports(scenario),
        rfc(scenario.rfc()));
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
    String does =
        message(scenario.does())
            .replaceFirst("^it ", "")
            .replaceFirst("\\.$", "")
            .replace("|", "\\|");
    return scenario.browser() ? does : does + "; a page cannot run it";
  }

  private static String reports(Scenario scenario) {
    return Stream.concat(
            Stream.of(text(scenario.expected())),
            scenario.deviations().stream()
                .sorted(Comparator.comparing(Deviation::browser))
                .map(deviation -> reports(scenario, deviation)))
        .collect(joining("; "));
  }

  private static String reports(Scenario scenario, Deviation deviation) {
    return "%s (seen with %s): %s"
        .formatted(
            deviation.browser(),
            deviation.seenWith(),
            deviation.expected().equals(scenario.expected())
                ? "the same, but carries on until the server ends the connection"
                : text(deviation.expected()));
  }

  private static String text(Expected expected) {
    Boolean clean = expected.wasClean();
    return Stream.of(
            expected.code() == null ? "any code" : String.valueOf(expected.code()),
            quoted(expected.reason()),
            clean == null ? "" : clean ? "clean" : "not clean")
        .filter(part -> !part.isEmpty())
        .collect(joining(", "));
  }

  private static String quoted(@Nullable String reason) {
    return reason == null || reason.isEmpty() ? "" : "“" + reason + "”";
  }

  private static String rfc(String rfc) {
    return rfc.replaceFirst(
        "^RFC (\\d+), section (.+)$", "[$1, $2](https://www.rfc-editor.org/rfc/rfc$1#section-$2)");
  }

  private String parameters() {
    Map<String, List<Scenario>> byName = new LinkedHashMap<>();
    for (Scenario scenario : scenarios) {
      for (Parameter<?> parameter : scenario.parameters()) {
        byName.merge(
            parameter.name(),
            List.of(scenario),
            (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
      }
    }
    return """
    | parameter | meaning | default | allowed |
    | --- | --- | --- | --- |
    """
        + byName.entrySet().stream()
            .map(
                entry ->
                    line(
                        code(entry.getKey()),
                        message("parameter." + entry.getKey() + ".meaning"),
                        perAddress(entry.getKey(), entry.getValue(), CatalogueTable::defaultValue),
                        perAddress(entry.getKey(), entry.getValue(), this::allowed)))
            .collect(joining());
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
                    .map(CatalogueTable::code)
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
    return messages.getMessage(parameter.range().text(), Locale.ENGLISH);
  }

  private String message(String code) {
    return messages.getMessage(code, null, Locale.ENGLISH);
  }

  private static String codeOrNone(String text) {
    return text.isEmpty() ? "none" : code(text);
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String line(String... cells) {
    return "| " + String.join(" | ", cells).replace("|  |", "| |") + " |\n";
  }
}
