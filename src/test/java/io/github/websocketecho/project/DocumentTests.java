package io.github.websocketecho.project;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.protocol.CloseCode;
import io.github.websocketecho.protocol.CloseReason;
import io.github.websocketecho.scenario.CatalogueMarkdown;
import io.github.websocketecho.support.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents say what the code says, and what they name exists. */
class DocumentTests {

  private static final int MAXIMUM_LINE = 200;

  /** The package documentation begins with a question. */
  private static final Pattern QUESTION =
      Pattern.compile("\\A/\\*\\*(?:\n \\*)? (.+\\?)(?: \\*/)?\n");

  /** What is between the braces of a class. */
  private static final Pattern BODY =
      Pattern.compile("^class \\w+ \\{\n(.*)^\\}", Pattern.DOTALL | Pattern.MULTILINE);

  /** The part of a class that a document shows. */
  private static final Pattern MARKED =
      Pattern.compile(
          "^ *// The example:\n(.*)^ *// End of the example\n", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(#[^)]*)?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern TEST_OPTION = Pattern.compile("-D(?:it\\.)?test=(\\S+)");
  private static final Pattern PROFILE_OPTION = Pattern.compile(" -P(\\S+)");
  private static final Pattern SETTING = Pattern.compile("websocket-echo(?!\\.jar)(?:\\.[a-z-]+)+");

  /** A row about {@code tls} in a table explains a field of a transcript. */
  private static final Pattern SHORT_SETTING =
      Pattern.compile("(?<!\\| )`((?:api|limits|transcripts|tls)\\.[a-z-]+)`");

  private static final List<String> TEN_SCENARIOS =
      List.of(
          "close",
          "answer-close",
          "ignore-close",
          "drop",
          "reset",
          "cut",
          "limit",
          "refuse",
          "legal/first-message-with-101",
          "illegal/rsv2");

  private static final List<String> SETTINGS_IN_README =
      List.of(
          "websocket-echo.allowed-origins",
          "websocket-echo.trusted-proxies",
          "websocket-echo.limits.connections",
          "websocket-echo.limits.connections-per-address",
          "websocket-echo.limits.message-size",
          "websocket-echo.limits.idle",
          "websocket-echo.transcripts.age",
          "websocket-echo.tls.port");

  private final CatalogueMarkdown catalogue = new CatalogueMarkdown(Locale.ENGLISH);

  static List<Document> documents() {
    return Document.all();
  }

  @Test
  void scenariosAreThoseOfTheCatalogue() {
    Document.page("scenarios").assertGenerated("scenarios", catalogue.lists());
    Document.page("scenarios").assertGenerated("parameters", catalogue.parameters());
  }

  @Test
  void readmesShowTenScenarios() {
    assertThat(TEN_SCENARIOS).hasSize(10);
    Document.readme().assertGenerated("ten scenarios", catalogue.table(TEN_SCENARIOS));
    Document.page("zh-Hans")
        .assertGenerated(
            "ten scenarios", new CatalogueMarkdown(Locale.SIMPLIFIED_CHINESE).table(TEN_SCENARIOS));
  }

  @Test
  void readmesCountTheScenarios() {
    String others = Integer.toString(catalogue.size() - 3);
    assertThat(Document.readme().text())
        .contains("| `/close/{code}`, `/drop`, `/illegal/rsv2` and " + others + " others |")
        .contains("Each of " + catalogue.size() + " ways");
    assertThat(Document.page("zh-Hans").text())
        .contains("| `/close/{code}`、`/drop`、`/illegal/rsv2` 等 " + catalogue.size() + " 个 |")
        .contains("的 " + catalogue.size() + " 种行为");
  }

  @Test
  void conformanceListsTheDeviationsOfTheCatalogue() {
    Document.page("conformance").assertGenerated("deviations", catalogue.deviations());
  }

  @ParameterizedTest
  @CsvSource({"driver.mjs, js", "driver.py, python", "driver.go, go", "Driver.java, java"})
  void conformanceSuiteShowsTheDriversThatTestsRun(String file, String language)
      throws IOException {
    String driver = Files.readString(Path.of("src/docs/drivers", file));
    Document.page("conformance-suite")
        .assertGenerated(file, "```" + language + "\n" + driver + "```");
  }

  @Test
  void readmesShowATestThatRuns() throws IOException {
    String example = example("MyClientIntegrationTests");
    Document.readme().assertGenerated("MyClientIntegrationTests", example);
    Document.page("zh-Hans").assertGenerated("MyClientIntegrationTests", example);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OpenConnectionIntegrationTests",
        "MyApplicationIntegrationTests",
        "ConformanceIntegrationTests"
      })
  void testingShowsTestsThatRun(String name) throws IOException {
    Document.page("testing").assertGenerated(name, example(name));
  }

  private static String example(String name) throws IOException {
    Path file = Path.of("src/test/java/io/github/websocketecho/examples", name + ".java");
    return java(BODY, Files.readString(file));
  }

  @Test
  void testingShowsTheTestWithAContainer() throws IOException {
    Path test = Path.of("src/it/testcontainers/src/test/java/com/example/ContainerTest.java");
    Document.page("testing").assertGenerated("ContainerTest", java(MARKED, Files.readString(test)));
  }

  /** A part of a class, as a block of code. */
  private static String java(Pattern part, String source) {
    Matcher found = part.matcher(source);
    assertThat(found.find()).as(source).isTrue();
    return "```java\n" + found.group(1).stripTrailing().stripIndent().strip() + "\n```";
  }

  @ParameterizedTest
  @CsvSource({"echo.test.mjs, js", "test_echo.py, python"})
  void testingShowsTheTestsInOtherLanguages(String file, String language) throws IOException {
    String test = Files.readString(Path.of("src/docs/tests", file));
    Document.page("testing").assertGenerated(file, "```" + language + "\n" + test + "```");
  }

  @Test
  void testingNamesTheArtifactOfTheBuild() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String artifact =
        Stream.of("groupId", "artifactId", "version")
            .map(name -> "  <%s>%s</%1$s>\n".formatted(name, ownValue(pom, name)))
            .collect(joining());
    Document page = Document.page("testing");
    assertThat(page.blocks("xml"))
        .containsExactly("<dependency>\n" + artifact + "  <scope>test</scope>\n</dependency>\n");
    assertThat(page.text())
        .contains(
            "testImplementation(\"%s:%s:%s\")"
                .formatted(
                    ownValue(pom, "groupId"),
                    ownValue(pom, "artifactId"),
                    ownValue(pom, "version")));
  }

  /** The value of an element of the project itself, which is after that of its parent. */
  private static String ownValue(String pom, String name) {
    String project = pom.substring(pom.indexOf("</parent>"));
    String begin = "<" + name + ">";
    int from = project.indexOf(begin) + begin.length();
    return project.substring(from, project.indexOf("</", from));
  }

  @Test
  void settingsAreThoseOfTheMetadata() throws IOException {
    Document.page("settings").assertGenerated("settings", Setting.lists(Setting.all()));
  }

  @Test
  void readmeHasTheSettingsThatPeopleChangeMost() throws IOException {
    List<Setting> settings =
        Setting.all().stream()
            .filter(setting -> SETTINGS_IN_README.contains(setting.name()))
            .toList();
    assertThat(settings).extracting(Setting::name).isEqualTo(SETTINGS_IN_README);
    Document.readme().assertGenerated("settings", Setting.table(settings));
    String chinese = Document.page("zh-Hans").text();
    assertThat(settings)
        .allSatisfy(
            setting ->
                assertThat(chinese)
                    .contains(
                        "| `%s` | %s |"
                            .formatted(
                                setting.name(), setting.shownDefault().replace("none", "无"))));
  }

  @Test
  void settingsPageHasTheDefaultsThatTheApplicationGivesToSpringBoot() throws IOException {
    var defaults = new Properties();
    try (var file = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      defaults.load(file);
    }
    assertThat(defaults).containsEntry("server.port", "${PORT:8080}");
    String page = Document.page("settings").text();
    assertThat(page).contains("**`server.port`** (default `8080`, variable `PORT`):");
    for (String name :
        List.of(
            "server.tomcat.threads.max",
            "server.tomcat.accept-count",
            "spring.lifecycle.timeout-per-shutdown-phase")) {
      assertThat(page)
          .contains("**`%s`** (default `%s`):".formatted(name, defaults.getProperty(name)));
    }
    assertThat(page)
        .contains(
            "`server.tomcat.threads.max`, whose default here is "
                + defaults.getProperty("server.tomcat.threads.max"));
  }

  @Test
  void designListsThePackagesAndTheirQuestions() throws IOException {
    Document.page("design").assertGenerated("packages", packages());
  }

  private static String packages() throws IOException {
    Path root = Path.of("src/main/java/io/github/websocketecho");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.endsWith("package-info.java"))
          .sorted()
          .map(file -> row(root, file))
          .collect(joining("", "| package | question |\n| --- | --- |\n", ""));
    }
  }

  private static String row(Path root, Path file) {
    Path folder = root.relativize(Objects.requireNonNull(file.getParent()));
    String name = folder.toString().isEmpty() ? "io.github.websocketecho" : "…." + folder;
    try {
      Matcher question = QUESTION.matcher(Files.readString(file));
      assertThat(question.find()).as(file.toString()).isTrue();
      return "| `%s` | %s |\n".formatted(name, question.group(1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void contributingNamesTheCommandThatRenewsTheDocuments() {
    assertThat(Document.page("contributing").blocks("sh")).contains(Document.COMMAND + "\n");
  }

  @Test
  void rangesOfCloseCodeAndReasonAreThoseOfTheProtocol() {
    assertThat(Document.readme().text()).contains("Allowed: " + CloseCode.SENDABLE + ".");
    assertThat(Document.page("scenarios").text().replaceAll("\\s+", " "))
        .contains(CloseCode.SENDABLE, "up to " + CloseReason.MAXIMUM_BYTES + " bytes of UTF-8");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void noLineIsTooLong(Document document) {
    assertThat(document.text().lines()).filteredOn(line -> line.length() > MAXIMUM_LINE).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadToFilesAndHeadings(Document document) throws IOException {
    for (MatchResult link : LINK.matcher(document.text()).results().toList()) {
      Path target =
          link.group(1).isEmpty()
              ? document.path()
              : document.path().resolveSibling(link.group(1)).normalize();
      assertThat(target).exists();
      if (link.group(2) != null) {
        assertThat(anchors(Files.readString(target))).as(target.toString()).contains(link.group(2));
      }
    }
  }

  /** The anchors that forges give to headings. */
  private static Set<String> anchors(String text) {
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> "#" + heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void readmesLinkToEveryPage() {
    for (Document document : Document.all()) {
      if (document.path().startsWith("src")) {
        String name = document.path().getFileName() + "";
        assertThat(Document.readme().text()).contains("(src/docs/" + name);
        if (!name.equals("zh-Hans.md")) {
          assertThat(Document.page("zh-Hans").text()).contains("(" + name);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commandsNameTestsAndProfilesThatExist(Document document) throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    Set<String> classes = testClasses();
    for (MatchResult option : TEST_OPTION.matcher(document.text()).results().toList()) {
      String name = option.group(1).replaceAll("[`']", "");
      assertThat(classes)
          .as(option.group())
          .anyMatch(each -> each.matches(name.replace("*", ".*")));
    }
    for (MatchResult option : PROFILE_OPTION.matcher(document.text()).results().toList()) {
      assertThat(pom).contains("<id>" + option.group(1) + "</id>");
    }
  }

  private static Set<String> testClasses() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void settingsThatItNamesExist(Document document) throws IOException {
    List<String> names = Setting.all().stream().map(Setting::name).toList();
    assertThat(SETTING.matcher(document.text()).results().map(MatchResult::group))
        .allSatisfy(name -> assertThat(names).contains(name));
    assertThat(SHORT_SETTING.matcher(document.text()).results().map(match -> match.group(1)))
        .allSatisfy(name -> assertThat(names).contains("websocket-echo." + name));
  }
}
