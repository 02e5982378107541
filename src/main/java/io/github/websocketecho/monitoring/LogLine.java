package io.github.websocketecho.monitoring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line of the log: an event with named values. They are part of the message for readers, and are
 * attached as key-value pairs for structured logging. Not thread-safe.
 */
final class LogLine {

  /** The longest value [characters]. Longer ones are cut, because clients may send 8 KiB. */
  private static final int LONGEST = 200;

  /** Distinguishes the keys from those of other loggers. */
  private static final String PREFIX = "websocket.";

  private final String event;
  private final Map<String, Object> pairs = new LinkedHashMap<>();

  LogLine(String event) {
    this.event = event;
  }

  /** Adds a value of the server. */
  LogLine with(String name, Object value) {
    pairs.put(name, value);
    return this;
  }

  /** Adds a value that a client may have chosen. It is escaped. */
  LogLine withUntrusted(String name, String value) {
    pairs.put(name, escape(value));
    return this;
  }

  void logTo(LoggingEventBuilder builder) {
    var message = new StringBuilder(event).append(':');
    LoggingEventBuilder withPairs = builder;
    for (Map.Entry<String, Object> pair : pairs.entrySet()) {
      Object value = pair.getValue();
      message.append(' ').append(pair.getKey()).append('=');
      boolean quoted = value instanceof String text && text.chars().anyMatch(c -> c == ' ');
      message.append(quoted ? "\"" + value + '"' : value);
      withPairs = withPairs.addKeyValue(PREFIX + pair.getKey(), value);
    }
    withPairs.log(message.toString());
  }

  /** Escapes quotation marks, backslashes and everything that is not printable ASCII. */
  static String escape(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length() && escaped.length() < LONGEST; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
        escaped.append(c);
      } else {
        escaped.append("\\u%04x".formatted((int) c));
      }
    }
    return escaped.length() < LONGEST ? escaped.toString() : escaped + "...";
  }
}
