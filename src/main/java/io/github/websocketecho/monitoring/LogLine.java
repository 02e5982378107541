package io.github.websocketecho.monitoring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line of the log: an event, and pairs of a name and a value. The pairs are part of the message,
 * for people, and are attached to it, for structured logging. One thread.
 */
final class LogLine {

  /** A longer value is truncated [characters], because a client can send an address of 8 KiB. */
  private static final int LONGEST = 200;

  /** Distinguishes the pairs from those of other loggers. */
  private static final String PREFIX = "websocket.";

  private final String event;
  private final Map<String, Object> pairs = new LinkedHashMap<>();

  LogLine(String event) {
    this.event = event;
  }

  /** Adds a pair with a value of the server. */
  LogLine with(String name, Object value) {
    pairs.put(name, value);
    return this;
  }

  /** Adds a pair with a value that a client may have chosen. It is escaped. */
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
