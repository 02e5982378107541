package io.github.websocketecho.observation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line of the log: what happened, and pairs of a name and a value. They stand in the message, for
 * people, and beside it, for structured logging.
 */
final class LogLine {

  /** A longer value is cut: a client may give an address of 8 KiB. */
  private static final int LONGEST = 200;

  /** Sets the pairs apart from those of others. */
  private static final String PREFIX = "websocket.";

  private final String what;
  private final Map<String, Object> pairs = new LinkedHashMap<>();

  LogLine(String what) {
    this.what = what;
  }

  /** Adds a pair whose value comes from the server itself. */
  LogLine with(String name, Object value) {
    pairs.put(name, value);
    return this;
  }

  /** Adds a pair whose value a client may have chosen. */
  LogLine withForeign(String name, String value) {
    pairs.put(name, harmless(value));
    return this;
  }

  void logTo(LoggingEventBuilder event) {
    var message = new StringBuilder(what).append(':');
    LoggingEventBuilder withPairs = event;
    for (Map.Entry<String, Object> pair : pairs.entrySet()) {
      Object value = pair.getValue();
      message.append(' ').append(pair.getKey()).append('=');
      boolean quoted = value instanceof String text && text.chars().anyMatch(c -> c == ' ');
      message.append(quoted ? "\"" + value + '"' : value);
      withPairs = withPairs.addKeyValue(PREFIX + pair.getKey(), value);
    }
    withPairs.log(message.toString());
  }

  /** The text with everything but printable ASCII, quotation marks and backslashes escaped. */
  static String harmless(String text) {
    var harmless = new StringBuilder();
    for (int i = 0; i < text.length() && harmless.length() < LONGEST; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
        harmless.append(c);
      } else {
        harmless.append("\\u%04x".formatted((int) c));
      }
    }
    return harmless.length() < LONGEST ? harmless.toString() : harmless + "...";
  }
}
