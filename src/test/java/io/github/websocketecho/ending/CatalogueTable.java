package io.github.websocketecho.ending;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The catalogue in the README's words: a table of the endings, and one of their parameters. */
final class CatalogueTable {

  private static final String ILLEGAL = "illegal/";

  private final List<Ending> endings;
  private final MessageSource messages;

  CatalogueTable(List<Ending> endings) {
    this.endings = endings;
    var english = new ResourceBundleMessageSource();
    english.setBasename("messages/catalogue");
    english.setDefaultEncoding("UTF-8");
    english.setFallbackToSystemLocale(false);
    messages = english;
  }

  /** As Markdown, with a line feed at the end. */
  String markdown() {
    long illegal = endings.stream().filter(CatalogueTable::isIllegal).count();
    return table(endings.stream().filter(ending -> !isIllegal(ending)))
        + "\n<details>\n<summary>The %d illegal frames</summary>\n\n".formatted(illegal)
        + table(endings.stream().filter(CatalogueTable::isIllegal))
        + "\n</details>\n\n"
        + parameters();
  }

  private static boolean isIllegal(Ending ending) {
    return ending.id().startsWith(ILLEGAL);
  }

  private String table(Stream<Ending> rows) {
    return """
    | address | what the server does | for example | a correct client reports | RFC, section |
    | --- | --- | --- | --- | --- |
    """
        + rows.map(this::row).collect(joining());
  }

  private String row(Ending ending) {
    return line(
        code(address(ending)),
        does(ending),
        ending.example().equals(ending.address()) ? "" : code(ending.example()),
        reports(ending),
        rfc(ending.rfc()));
  }

  private static String address(Ending ending) {
    String query =
        ending.parameters().stream()
            .map(Parameter::name)
            .filter(name -> !ending.address().contains("{" + name + "}"))
            .map(name -> name + "=")
            .collect(joining("&"));
    return query.isEmpty() ? ending.address() : ending.address() + "?" + query;
  }

  private String does(Ending ending) {
    String does =
        message(ending.does())
            .replaceFirst("^it ", "")
            .replaceFirst("\\.$", "")
            .replace("|", "\\|");
    return ending.browser() ? does : does + "; a page cannot run it";
  }

  private static String reports(Ending ending) {
    return Stream.concat(
            Stream.of(text(ending.expected())),
            ending.deviations().stream()
                .sorted(Comparator.comparing(Deviation::browser))
                .map(deviation -> reports(ending, deviation)))
        .collect(joining("; "));
  }

  private static String reports(Ending ending, Deviation deviation) {
    return "%s (seen with %s): %s"
        .formatted(
            deviation.browser(),
            deviation.seenWith(),
            deviation.expected().equals(ending.expected())
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
    Map<String, List<Ending>> byName = new LinkedHashMap<>();
    for (Ending ending : endings) {
      for (Parameter<?> parameter : ending.parameters()) {
        byName.merge(
            parameter.name(),
            List.of(ending),
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
                        defaults(entry.getKey(), entry.getValue()),
                        message("parameter." + entry.getKey() + ".allowed")))
            .collect(joining());
  }

  /** The default, or each with where it counts. */
  private static String defaults(String name, List<Ending> endings) {
    Map<String, List<String>> addresses =
        endings.stream()
            .collect(
                groupingBy(
                    ending -> defaultValue(ending, name),
                    LinkedHashMap::new,
                    mapping(Ending::address, toList())));
    if (addresses.size() == 1) {
      return codeOrNone(addresses.keySet().iterator().next());
    }
    return addresses.entrySet().stream()
        .map(
            entry ->
                entry.getValue().stream()
                    .map(CatalogueTable::code)
                    .collect(joining(", ", codeOrNone(entry.getKey()) + " at ", "")))
        .collect(joining("; "));
  }

  private static String defaultValue(Ending ending, String name) {
    return ending.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::defaultValue)
        .findAny()
        .orElseThrow();
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
