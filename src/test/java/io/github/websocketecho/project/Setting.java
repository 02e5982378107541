package io.github.websocketecho.project;

import static java.util.stream.Collectors.joining;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.support.Document;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One property of {@code websocket-echo}, as the configuration metadata describes it.
 *
 * @param name such as {@code websocket-echo.limits.idle}
 * @param type the name of a Java type
 * @param description empty if the metadata has none
 * @param value the default, as it would be set; empty if the metadata has none
 */
record Setting(String name, String type, String description, String value) {

  private static final String PREFIX = "websocket-echo";
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String CLIENT_SEES = "The client sees: ";

  /** The properties that the metadata describes, in the order in which they are declared. */
  static List<Setting> all() throws IOException {
    List<String> declared = declared();
    // Other libraries have metadata of the same name.
    URI classes =
        URI.create(
            EchoProperties.class.getProtectionDomain().getCodeSource().getLocation().toString());
    JsonNode metadata;
    try (InputStream file = classes.resolve(METADATA).toURL().openStream()) {
      metadata = JsonMapper.shared().readTree(file);
    }
    return metadata.path("properties").values().stream()
        .map(Setting::of)
        .sorted(Comparator.comparingInt(setting -> declared.indexOf(setting.name())))
        .toList();
  }

  private static Setting of(JsonNode property) {
    return new Setting(
        property.path("name").asString(),
        property.path("type").asString(""),
        property.path("description").asString(""),
        property.path("defaultValue").asString(""));
  }

  /** The names of the properties that {@link EchoProperties} declares. */
  static List<String> declared() {
    return declared(PREFIX, EchoProperties.class).toList();
  }

  private static Stream<String> declared(String prefix, Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(component -> declared(prefix, component));
  }

  private static Stream<String> declared(String prefix, RecordComponent component) {
    String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
    return component.getType().isRecord() ? declared(name, component.getType()) : Stream.of(name);
  }

  /** A Markdown table of these, with the first sentences of their descriptions. */
  static String table(List<Setting> settings) {
    return settings.stream()
        .map(
            setting ->
                "| `%s` | %s | %s |\n"
                    .formatted(setting.name(), setting.shownDefault(), setting.firstSentence()))
        .collect(joining("", "| setting | default | what it does |\n| --- | --- | --- |\n", ""));
  }

  private String firstSentence() {
    return description.replaceFirst("(?s)\\.(?= |$).*", "");
  }

  /** Markdown lists of these, with a heading for each record that declares some. */
  static String lists(List<Setting> settings) {
    var lists = new StringBuilder();
    String last = "";
    for (Setting setting : settings) {
      String group = setting.group();
      if (!group.equals(last)) {
        lists.append("\n## ").append(group).append("\n\n");
        last = group;
      }
      lists.append(Document.item(setting.item()));
    }
    return lists.toString();
  }

  private String group() {
    String[] parts = name.split("\\.", -1);
    return switch (parts.length == 2 ? "" : parts[1]) {
      case "" -> "General";
      case "api" -> "HTTP API";
      case "tls" -> "TLS";
      default -> StringUtils.capitalize(parts[1]);
    };
  }

  private String item() {
    return "**`%s`** (default %s): %s"
        .formatted(name, shownDefault(), description.replace(CLIENT_SEES, "*The client sees:* "));
  }

  /** The default as Markdown. */
  String shownDefault() {
    return value.isEmpty() ? "none" : "`" + value + "`";
  }

  /** The environment variable that sets a property. */
  static String variable(String name) {
    return name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
