package io.github.websocketecho.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the scenarios has the texts of all its scripts, and no others. */
class ScenariosPageTextsTests {

  private static final Path START =
      Path.of("src/main/resources/assets/scenarios/scenarios-page.js");

  private static final Pattern IMPORT = Pattern.compile("(?:from|import) \"(\\.[^\"]+)\"");

  /** The first word of a key such as {@code "scenarios.run"} or {@code `size.${unit}`}. */
  private static final Pattern KEY =
      Pattern.compile("text\\(\\s*[\"`]([a-z]+)|[\"`]([a-z]+)\\.[a-zA-Z$]");

  @Test
  void textsOfTheScriptsAreThoseOfThePage() throws IOException {
    Set<String> parts = parts();
    Set<String> used = new TreeSet<>();
    for (Path script : scripts()) {
      KEY.matcher(Files.readString(script))
          .results()
          .map(key -> key.group(key.group(1) == null ? 2 : 1))
          .filter(parts::contains)
          .forEach(used::add);
    }
    assertThat(ScenariosController.TEXTS).containsExactlyInAnyOrderElementsOf(used);
  }

  /** The first parts of the keys of all texts for scripts. */
  private static Set<String> parts() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/messages"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.contains("_"))
          .map(name -> "messages/" + name.replace(".properties", ""))
          .flatMap(name -> ResourceBundle.getBundle(name, Locale.ROOT).keySet().stream())
          .filter(key -> key.startsWith("script."))
          .map(key -> key.split("\\.", 3)[1])
          .collect(Collectors.toSet());
    }
  }

  /** The script of the page, and all that it imports. */
  private static Set<Path> scripts() {
    Set<Path> found = new HashSet<>();
    Queue<Path> next = new ArrayDeque<>();
    next.add(START);
    while (!next.isEmpty()) {
      Path script = next.remove();
      if (found.add(script)) {
        imports(script).forEach(next::add);
      }
    }
    assertThat(found).hasSizeGreaterThan(30);
    return found;
  }

  private static Stream<Path> imports(Path script) {
    try {
      return IMPORT
          .matcher(Files.readString(script))
          .results()
          .map((MatchResult match) -> match.group(1))
          .map(target -> Objects.requireNonNull(script.getParent()).resolve(target).normalize());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
