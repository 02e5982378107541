package io.github.websocketecho.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the header {@code Forwarded}, character by character, because a regular expression could
 * exhaust the stack at a malicious value.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239.html#section-4">RFC 7239, section 4</a>
 */
final class ForwardedHeaderParser {

  private static final String FOR = "for=";
  private static final char QUOTE = '"';

  private ForwardedHeaderParser() {}

  /**
   * The parameter {@code for} of each element, in order, without quotation marks; empty if an
   * element has none.
   *
   * @param header all lines of the header, joined by commas
   * @return an empty list if a quoted string does not end, because it would contain what a proxy
   *     has added after it
   */
  static List<String> nodes(String header) {
    List<String> nodes = new ArrayList<>();
    for (String element : split(header, ',')) {
      nodes.add(node(element));
    }
    return header.chars().filter(c -> c == QUOTE).count() % 2 == 0 ? nodes : List.of();
  }

  private static String node(String element) {
    for (String parameter : split(element, ';')) {
      String text = parameter.strip();
      if (text.toLowerCase(Locale.ROOT).startsWith(FOR)) {
        String value = text.substring(FOR.length());
        boolean quoted = value.length() > 1 && value.charAt(0) == QUOTE && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
      }
    }
    return "";
  }

  /** Splits the text at separators outside of quoted strings. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == QUOTE) {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
