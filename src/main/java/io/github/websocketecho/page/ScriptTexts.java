package io.github.websocketecho.page;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The keys of the messages for the page's scripts, which begin with {@code script.}. */
@Component
final class ScriptTexts {

  private static final String PREFIX = "script.";

  private final List<String> keys;

  ScriptTexts(@Value("${spring.messages.basename}") List<String> bundles) {
    keys =
        bundles.stream()
            .flatMap(name -> ResourceBundle.getBundle(name, Locale.ROOT).keySet().stream())
            .filter(key -> key.startsWith(PREFIX))
            .sorted()
            .toList();
  }

  List<String> keys() {
    return keys;
  }

  /**
   * The keys of one part.
   *
   * @param part the beginning of the keys after {@code script.}
   */
  List<String> keys(String part) {
    return keys.stream().filter(key -> key.startsWith(PREFIX + part)).toList();
  }
}
