package io.github.websocketecho.transcript;

import io.github.websocketecho.http.Secrets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Selects the headers for a transcript: without secrets, and of bounded size. */
final class KeptHeaders {

  /** Replaces the value of a header that may be secret. */
  static final String LEFT_OUT = "(left out)";

  /** The highest number of headers. */
  static final int COUNT = 64;

  /** The longest value [characters]. */
  static final int LENGTH = 1024;

  /** The longest name [characters]. */
  static final int NAME_LENGTH = 128;

  private KeptHeaders() {}

  /**
   * Returns the first {@value #COUNT} headers, in their order, without values that may be secret.
   */
  static Map<String, String> of(Map<String, String> headers) {
    Map<String, String> kept = new LinkedHashMap<>();
    headers.entrySet().stream()
        .limit(COUNT)
        .forEach(
            header ->
                kept.put(
                    cut(header.getKey(), NAME_LENGTH), value(header.getKey(), header.getValue())));
    return Collections.unmodifiableMap(kept);
  }

  private static String value(String name, String value) {
    if (Secrets.isSecret(name)) {
      return LEFT_OUT;
    }
    return cut(value, LENGTH);
  }

  /** Cuts a text that is longer than {@code length} characters, and appends an ellipsis. */
  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }
}
