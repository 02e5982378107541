package io.github.websocketecho.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) into maps, lists, strings, numbers and booleans, because the class path of
 * a test gains no library.
 */
final class Json {

  /** As much as the server sends, and far more than it needs. */
  private static final int DEEPEST = 64;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private static final Pattern UNICODE = Pattern.compile("[0-9A-Fa-f]{4}");

  private final String text;
  private int at;
  private int depth;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is not JSON, or is nested more than 64 times
   */
  static @Nullable Object read(String text) {
    var json = new Json(text);
    Object value = json.value();
    json.skipSpace();
    if (json.at < text.length()) {
      throw json.wrong("the end");
    }
    return value;
  }

  private @Nullable Object value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> nested(this::object);
      case '[' -> nested(this::array);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private interface Reading {
    Object read();
  }

  private Object nested(Reading reading) {
    depth++;
    if (depth > DEEPEST) {
      throw wrong("at most " + DEEPEST + " levels");
    }
    at++;
    Object value = reading.read();
    depth--;
    return value;
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (isNext('}')) {
      return members;
    }
    do {
      skipSpace();
      String name = string();
      if (!isNext(':')) {
        throw wrong("a colon");
      }
      members.put(name, value());
    } while (isNext(','));
    if (!isNext('}')) {
      throw wrong("a comma or }");
    }
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> elements = new ArrayList<>();
    if (isNext(']')) {
      return elements;
    }
    do {
      elements.add(value());
    } while (isNext(','));
    if (!isNext(']')) {
      throw wrong("a comma or ]");
    }
    return elements;
  }

  private String string() {
    if (peek() != '"') {
      throw wrong("a string");
    }
    at++;
    var characters = new StringBuilder();
    while (peek() != '"') {
      char next = text.charAt(at++);
      if (next < ' ') {
        throw wrong("no control character");
      }
      characters.append(next == '\\' ? escaped() : next);
    }
    at++;
    return characters.toString();
  }

  private char escaped() {
    char kind = peek();
    at++;
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw wrong("an escape sequence");
    };
  }

  private char unicode() {
    return (char) Integer.parseInt(next(UNICODE, "four hexadecimal digits"), 16);
  }

  private Double number() {
    return Double.valueOf(next(NUMBER, "a value"));
  }

  private String next(Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw wrong(name);
    }
    at = matcher.end();
    return matcher.group();
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("a value");
    }
    at += word.length();
    return value;
  }

  private boolean isNext(char expected) {
    skipSpace();
    if (peek() != expected) {
      return false;
    }
    at++;
    return true;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("more");
    }
    return text.charAt(at);
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException(
        "The answer of the server is not JSON: expected %s at character %d of: %s"
            .formatted(expected, at, text.length() > 200 ? text.substring(0, 200) + "…" : text));
  }
}
