package io.github.websocketecho.project;

import io.github.websocketecho.EchoProperties;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.ArrayList;
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

  /** A Markdown table of these. */
  static String table(List<Setting> settings) {
    List<String> rows = new ArrayList<>();
    rows.add("| property | variable | default | what it does | what the client sees |");
    rows.add("| --- | --- | --- | --- | --- |");
    settings.forEach(setting -> rows.add(setting.row()));
    return String.join("\n", rows) + "\n";
  }

  private String row() {
    String shown = value.isEmpty() ? "none" : "`" + value + "`";
    int split = description.indexOf(CLIENT_SEES);
    String effect = split < 0 ? description : description.substring(0, split);
    String seen = split < 0 ? "" : description.substring(split + CLIENT_SEES.length());
    return "| `%s` | `%s` | %s | %s | %s |"
        .formatted(name, variable(name), shown, effect.strip(), StringUtils.capitalize(seen))
        .replace("|  |", "| |");
  }

  /** The environment variable that sets a property. */
  static String variable(String name) {
    return name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }
}
