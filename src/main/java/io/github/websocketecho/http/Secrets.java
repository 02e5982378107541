package io.github.websocketecho.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
          "(?:^|[?&;#]|%3F|%26|%3B|%23)([^=&?;#%]++)(?:=|%3D)", Pattern.CASE_INSENSITIVE);

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
      if (isSecret(name.group(1))) {
        masked.append(address, copied, next).append(MASK);
        next = endOfValue(address, next);
        copied = next;
      }
    }
    return masked.append(address, copied, address.length()).toString();
  }

  private static int endOfValue(String address, int start) {
    int end = start;
    while (end < address.length() && address.charAt(end) != '&' && address.charAt(end) != '#') {
      end++;
    }
    return end;
  }
}
