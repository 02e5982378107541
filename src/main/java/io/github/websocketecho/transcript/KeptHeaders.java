package io.github.websocketecho.transcript;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a transcript keeps of the headers of an opening handshake: no secrets, and not too much. */
final class KeptHeaders {

  /** What stands for the value of a header that may hold a secret. */
  static final String LEFT_OUT = "(left out)";

  /** The most headers that are kept. */
  static final int COUNT = 64;

  /** The most that is kept of a value [characters]. */
  static final int LENGTH = 1024;

  /** The most that is kept of a name [characters]. */
  static final int NAME_LENGTH = 128;

  private static final Pattern SECRET =
      Pattern.compile(
          "authorization|cookie|token|secret|password|credential|session|jwt|api-?key|signature",
          Pattern.CASE_INSENSITIVE);

  private KeptHeaders() {}

  /** The first of these headers, in their order, without what may be a secret. */
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
    if (SECRET.matcher(name).find()) {
      return LEFT_OUT;
    }
    return cut(value, LENGTH);
  }

  /** A text, or so many characters of a longer one. */
  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }
}
