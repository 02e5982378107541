package io.github.websocketecho.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Puts cases into their groups, and names these. Any thread. */
@Component
final class CaseGroups {

  private final MessageSource messages;

  CaseGroups(MessageSource messages) {
    this.messages = messages;
  }

  /**
   * A group of cases.
   *
   * @param id the first part of the ids of its cases
   * @param title its name; the id if there is none
   * @param numbered whether it is one of the Autobahn Testsuite
   * @param rows its cases
   */
  record Group<T>(String id, String title, boolean numbered, List<T> rows) {}

  /**
   * The groups of cases, in the order of their first cases.
   *
   * @param group the id of the group of a case
   */
  <T> List<Group<T>> of(List<T> rows, Function<T, String> group, Locale locale) {
    Map<String, List<T>> byId = new LinkedHashMap<>();
    rows.forEach(row -> byId.computeIfAbsent(group.apply(row), _ -> new ArrayList<>()).add(row));
    return byId.entrySet().stream()
        .map(
            entry ->
                new Group<>(
                    entry.getKey(),
                    title(entry.getKey(), locale),
                    Character.isDigit(entry.getKey().charAt(0)),
                    List.copyOf(entry.getValue())))
        .toList();
  }

  private String title(String group, Locale locale) {
    return String.valueOf(messages.getMessage("conformance.group." + group, null, group, locale));
  }
}
