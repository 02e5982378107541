package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.protocol.CloseCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages are complete in both languages, and all are used. Templates have no other text. */
class MessagesTests {

  private static final Path MAIN = Path.of("src/main");
  private static final Path RESOURCES = MAIN.resolve("resources");
  private static final Path MESSAGES = RESOURCES.resolve("messages");
  private static final List<String> BUNDLES = bundles();

  private final Properties english = load("");
  private final Properties chinese = load("_zh");

  @Test
  void applicationLoadsEveryBundle() throws IOException {
    var application = new Properties();
    try (var reader = Files.newBufferedReader(RESOURCES.resolve("application.properties"))) {
      application.load(reader);
    }
    assertThat(application.getProperty("spring.messages.basename").split(","))
        .containsExactlyInAnyOrderElementsOf(
            BUNDLES.stream().map(bundle -> "messages/" + bundle).toList());
  }

  @Test
  void languagesHaveTheSameKeys() {
    assertThat(chinese.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
  }

  @Test
  void noTextIsEmpty() {
    assertThat(english.values()).noneMatch(value -> value.toString().isBlank());
    assertThat(chinese.values()).noneMatch(value -> value.toString().isBlank());
  }

  @Test
  void languagesHaveTheSamePlaceholders() {
    for (String key : english.stringPropertyNames()) {
      assertThat(placeholders(chinese.getProperty(key)))
          .as(key)
          .isEqualTo(placeholders(english.getProperty(key)));
    }
  }

  @Test
  void chineseTextsAreChinese() {
    Pattern han = Pattern.compile("\\p{IsHan}");
    // Names, units, and ranges without words.
    List<String> neutral =
        List.of(
            "script.size",
            "script.size.large",
            "script.size.huge",
            "page.title",
            "script.title",
            "script.title.0",
            "script.lesson.source",
            "script.title.1",
            "script.title.2",
            "script.trips.sentences",
            "script.trips.below",
            "conformance.option",
            "script.conformance.cell",
            "script.scenarios.deviation.by",
            "range.numbers",
            "range.list",
            "conformance.observed");
    for (String key : chinese.stringPropertyNames()) {
      assertThat(han.matcher(chinese.getProperty(key)).find())
          .as("%s=%s", key, chinese.getProperty(key))
          .isNotEqualTo(neutral.contains(key));
    }
  }

  @Test
  void chineseTextsHaveChinesePunctuation() {
    assertThat(chinese.values())
        .noneMatch(value -> value.toString().matches(".*\\p{IsHan}[,:;?!].*"));
  }

  @Test
  void noTextHasAnApostropheThatMessageFormatWouldRemove() {
    assertThat(english.values()).noneMatch(value -> value.toString().contains("'"));
    assertThat(chinese.values()).noneMatch(value -> value.toString().contains("'"));
  }

  @Test
  void everyKeyIsUsed() {
    String code = allText(MAIN, ".java", ".html", ".js");
    var unused = new TreeSet<>(english.stringPropertyNames());
    unused.removeIf(key -> isUsed(key, code));
    assertThat(unused).isEmpty();
  }

  private static boolean isUsed(String key, String code) {
    String shortKey = key.replaceFirst("^script\\.", "");
    if (code.contains('"' + shortKey + '"')
        || code.contains("#{" + key + "}")
        || code.contains("#{" + key + "(")) {
      return true;
    }
    // A key that code builds from a prefix in a template literal or a concatenation, as in
    // `state.${state}` and "scenario." + id + ".does".
    return Stream.of(
            "problemDetail.org.springframework.",
            "parameter.",
            "scenario.",
            "verdict.expected.",
            "verdict.observed.",
            "verdict.remark.",
            "conformance.log.",
            "sequence.observed.",
            "script.scheme.",
            "script.state.",
            "script.close.notOpen.",
            "script.send.waiting.",
            "script.title.",
            "script.verdict.",
            "script.link.",
            "script.trips.hint.",
            "script.trips.name.",
            "script.trips.outcome.",
            "script.log.",
            "script.json.problem.",
            "script.hex.problem.",
            "script.repeat.progress.",
            "script.template.problem.",
            "script.reconnection.absence.",
            "script.reconnection.outcome.",
            "script.reconnection.preset.",
            "script.reconnection.verdict.",
            "conformance.group.",
            "script.conformance.state.",
            "script.scenarios.count.",
            "script.scenarios.group.",
            "script.scenarios.report.",
            "script.scenarios.state.",
            "script.advice.denied.",
            "script.advice.prompt.",
            "script.closing.by.",
            "script.closing.cause.",
            "script.closing.clean.",
            "script.closing.mark.",
            "script.closing.member.",
            "script.closing.column.",
            "script.closing.handshake.",
            "script.closing.none.",
            "script.closing.row.",
            "script.closing.summary.",
            "script.closing.tcp.",
            "script.closing.which.",
            "script.difference.",
            "script.meaning.",
            "script.server.direction.",
            "script.server.fact.",
            "script.server.frame.",
            "script.server.none.",
            "script.server.order.",
            "script.server.state.",
            "script.server.which.",
            "script.sequence.")
        .anyMatch(
            prefix ->
                key.startsWith(prefix)
                    && (code.contains('`' + prefix.replaceFirst("^script\\.", "") + "${")
                        || code.contains('"' + prefix + "\" +")
                        || code.contains("${'" + prefix + "' +")
                        || prefix.startsWith("problemDetail.")));
  }

  @Test
  void everyKeyInTemplatesAndScriptsHasAText() {
    String templates = allText(RESOURCES.resolve("templates"), ".html");
    assertThat(english.stringPropertyNames()).containsAll(all("#\\{([a-zA-Z.]+)\\}", templates));
    assertThat(english.stringPropertyNames())
        .containsAll(
            all("\\sdata-(?:text|label)=\"([a-zA-Z.]+)\"", templates).stream()
                .map(key -> "script." + key)
                .toList());
    String scripts = allText(RESOURCES.resolve("assets"), ".js");
    assertThat(english.stringPropertyNames())
        .containsAll(
            all("(?:text\\(|\\[)\"([a-z][a-zA-Z]*\\.[a-zA-Z0-9.]+)\"", scripts).stream()
                .map(key -> "script." + key)
                .toList());
  }

  @Test
  void everyRegisteredCloseCodeIsExplained() {
    assertThat(english.stringPropertyNames())
        .containsAll(
            CloseCode.registered().stream().map(code -> "script.meaning." + code.value()).toList());
  }

  @Test
  void templatesHaveNoHardCodedText() {
    String templates =
        allText(RESOURCES.resolve("templates"), ".html")
            .replaceAll("(?s)<!--.*?-->", "")
            // Code, and text that is the same in every language.
            .replaceAll("(?s)<(\\w+)[^>]*\\stranslate=\"no\"[^>]*>.*?</\\1>", "")
            .replaceAll("<!DOCTYPE html>", "");
    assertThat(all(">([^<>]*\\p{L}[^<>]*)<", templates)).containsExactly("WebSocket rocks");
    assertThat(all("\\s(?:title|alt|placeholder|aria-label|content)=\"([^\"]*)\"", templates))
        .containsOnly("width=device-width, initial-scale=1", "light dark", "#f3f5f7", "#10151b");
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1).strip())
        .toList();
  }

  private static List<String> placeholders(String text) {
    return Pattern.compile("\\{\\d}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
  }

  private static String allText(Path folder, String... endings) {
    var text = new StringBuilder();
    for (Path file : filesIn(folder)) {
      if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
        text.append(read(file)).append('\n');
      }
    }
    assertThat(text).isNotEmpty();
    return text.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties load(String suffix) {
    var all = new Properties();
    for (String bundle : BUNDLES) {
      var properties = new Properties();
      try (var reader =
          Files.newBufferedReader(MESSAGES.resolve(bundle + suffix + ".properties"))) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      assertThat(properties).as(bundle).isNotEmpty();
      properties.forEach((key, text) -> assertThat(all.put(key, text)).as("%s", key).isNull());
    }
    return all;
  }

  private static List<String> bundles() {
    return filesIn(MESSAGES).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> !name.contains("_"))
        .map(name -> name.replace(".properties", ""))
        .toList();
  }

  private static List<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
