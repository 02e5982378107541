package io.github.websocketecho.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * The texts for the page's scripts: the messages whose keys begin with {@code script.}. They are
 * most of a page, so they are written as HTML once. Any thread.
 */
@Component
final class ScriptTexts {

  private static final String PREFIX = "script.";

  private final MessageSource messages;
  private final List<String> keys;
  private final Set<String> parts;
  private final Map<Selection, String> written = new ConcurrentHashMap<>();

  ScriptTexts(MessageSource messages, @Value("${spring.messages.basename}") List<String> bundles) {
    this.messages = messages;
    keys =
        bundles.stream()
            .flatMap(name -> ResourceBundle.getBundle(name, Locale.ROOT).keySet().stream())
            .filter(key -> key.startsWith(PREFIX))
            .sorted()
            .toList();
    parts = keys.stream().map(ScriptTexts::part).collect(Collectors.toSet());
  }

  /** All texts as {@code <data>} elements, with their keys as values. */
  String html(Language language) {
    return html(language, parts);
  }

  /**
   * The texts of some parts, as {@code <data>} elements.
   *
   * @param parts the first words of the keys after {@code script.}
   */
  String html(Language language, Set<String> parts) {
    return written.computeIfAbsent(new Selection(language, parts), this::write);
  }

  private String write(Selection selection) {
    return keys.stream()
        .filter(key -> selection.parts().contains(part(key)))
        .map(
            key ->
                "<data value=\"%s\">%s</data>"
                    .formatted(key, HtmlUtils.htmlEscape(text(key, selection.language()), "UTF-8")))
        .collect(Collectors.joining());
  }

  private static String part(String key) {
    return key.split("\\.", 3)[1];
  }

  private String text(String key, Language language) {
    return messages.getMessage(key, null, language.locale());
  }

  /** Bounded, because the languages and the parts are. */
  private record Selection(Language language, Set<String> parts) {}
}
