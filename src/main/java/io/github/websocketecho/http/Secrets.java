package io.github.websocketecho.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.StringUtils;

/**
 * Which names of headers and of parameters announce a secret. No transcript, log line, metric, page
 * or problem detail contains the value of such a header or parameter. Any thread.
 */
public final class Secrets {

  /** Stands for a value in an address. It needs no encoding there. */
  public static final String MASK = "***";

  private static final Pattern NAME =
      Pattern.compile(
          "authorization|cookie|token|secret|password|credential|session|jwt|api-?key|signature"
              + "|^user(?:name)?$",
          Pattern.CASE_INSENSITIVE);

  /**
   * A name that a value follows. Some addresses are within another one, so that their separators
   * are percent-encoded.
   */
  private static final Pattern NAME_BEFORE_VALUE =
      Pattern.compile(
          "(?:^|[?&;#]|%3F|%26|%3B|%23)((?:[^=&?;#%]|%(?!3F|26|3B|23|3D)[0-9A-F]{2})++)(?:=|%3D)",
          Pattern.CASE_INSENSITIVE);

  /** How often a name is decoded. */
  private static final int MOST_ENCODINGS = 3;

  private Secrets() {}

  /**
   * Whether the value of a header or of a parameter may be secret.
   *
   * @param name such as {@code Authorization}, {@code password} or {@code access_token}
   */
  public static boolean isSecret(String name) {
    return NAME.matcher(name).find();
  }

  /**
   * An address with {@value #MASK} instead of each value that may be secret.
   *
   * @param address path and query, or one of them, percent-encoded or not
   */
  public static String masked(String address) {
    Matcher name = NAME_BEFORE_VALUE.matcher(address);
    var masked = new StringBuilder();
    int copied = 0;
    int next = 0;
    while (next < address.length() && name.find(next)) {
      next = name.end();
      if (isSecret(decoded(name.group(1)))) {
        masked.append(address, copied, next).append(MASK);
        next = endOfValue(address, next);
        copied = next;
      }
    }
    return masked.append(address, copied, address.length()).toString();
  }

  /** A name of which some characters are percent-encoded, once or several times. */
  private static String decoded(String name) {
    String decoded = name;
    try {
      for (int i = 0; i < MOST_ENCODINGS && decoded.indexOf('%') >= 0; i++) {
        decoded = StringUtils.uriDecode(decoded, StandardCharsets.UTF_8);
      }
    } catch (IllegalArgumentException e) {
      return decoded;
    }
    return decoded;
  }

  private static int endOfValue(String address, int start) {
    int end = start;
    while (end < address.length() && address.charAt(end) != '&' && address.charAt(end) != '#') {
      end++;
    }
    return end;
  }
}
