package io.github.websocketecho;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * Rejects settings whose values are not allowed. Each method has the name of the setting without
 * the prefix {@code websocket-echo}, and throws an {@link InvalidSettingException}.
 */
final class Allowed {

  private static final String PREFIX = "websocket-echo.";

  private static final Pattern ADDRESSES = Pattern.compile("[0-9a-fA-F:.]+(/[0-9]{1,3})?");

  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern DOMAIN =
      Pattern.compile("(?=.{1,100}$)(?!(.*\\.)?[0-9]+$)" + LABEL + "(\\." + LABEL + ")*");

  private static final String HOST = "([^/\\s:?#\\[\\]]+|\\[[0-9a-fA-F:.]+\\])";
  private static final String PORT = "(:([0-9]{1,5}|\\*))?";
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|(?i:null|[a-z][a-z0-9+.-]*://" + HOST + PORT + ")");

  private static final Pattern KEY_PREFIX = Pattern.compile("[!-~]{1,100}");

  private Allowed() {}

  static void number(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw invalid(name, value, least + " to " + most);
    }
  }

  /**
   * @param least in the notation of settings, such as {@code 10ms}
   */
  static void time(String name, Duration value, String least, String most) {
    if (value.compareTo(DurationStyle.SIMPLE.parse(least)) < 0
        || value.compareTo(DurationStyle.SIMPLE.parse(most)) > 0) {
      throw invalid(name, DurationStyle.SIMPLE.print(value), least + " to " + most);
    }
  }

  /**
   * A size from 0.
   *
   * @param most in the notation of settings, such as {@code 1GB}
   */
  static void size(String name, DataSize value, String most) {
    if (value.isNegative() || value.compareTo(DataSize.parse(most)) > 0) {
      throw invalid(name, value, "0 to " + most);
    }
  }

  /** A size from 0 without a maximum. */
  static void size(String name, DataSize value) {
    if (value.isNegative()) {
      throw invalid(name, value, "0 or more");
    }
  }

  /**
   * @param allowed in words
   */
  static void notEmpty(String name, List<String> values, String allowed) {
    if (values.isEmpty()) {
      throw invalid(name, "empty", allowed);
    }
  }

  /** Origins of pages, as in {@code websocket-echo.allowed-origins}. */
  static void origins(String name, List<String> values) {
    each(
        name,
        values,
        ORIGIN,
        "*, null or an origin such as https://example.com, https://*.example.com or"
            + " https://example.com:8443");
  }

  /** The characters of IP addresses and of their ranges. ClientAddresses reads them. */
  static void addresses(String name, List<String> values) {
    each(name, values, ADDRESSES, "an IP address or a range such as 10.0.0.0/8 or fd00::/8");
  }

  static void domain(String name, String value) {
    each(
        name,
        List.of(value),
        DOMAIN,
        "a domain of 1 to 100 characters in lower case, such as localhost or test.example");
  }

  /** The beginning of keys. */
  static void keyPrefix(String name, String value) {
    each(name, List.of(value), KEY_PREFIX, "1 to 100 ASCII characters without spaces");
  }

  private static void each(String name, List<String> values, Pattern pattern, String allowed) {
    for (String value : values) {
      if (!pattern.matcher(value).matches()) {
        throw invalid(name, value, allowed);
      }
    }
  }

  static InvalidSettingException invalid(String name, Object value, String allowed) {
    return new InvalidSettingException(PREFIX + name, value, allowed);
  }
}
