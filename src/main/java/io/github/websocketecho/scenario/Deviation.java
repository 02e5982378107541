package io.github.websocketecho.scenario;

/**
 * What a browser is known to report of a scenario instead of what a correct client does.
 *
 * @param browser its name: {@code Chromium}, which Chrome, Edge, Opera and Brave are as well, or
 *     {@code Firefox}
 * @param seenWith the version with which it was seen last; the deviation counts for every version,
 *     as long as that reports the same
 * @param expected what it reports. If that is what a correct client reports too, the browser does
 *     not notice the violation: it carries on until the server ends the connection
 */
public record Deviation(String browser, String seenWith, Expected expected) {

  static Deviation ofChromium(Expected expected) {
    return new Deviation("Chromium", "156", expected);
  }

  static Deviation ofFirefox(Expected expected) {
    return new Deviation("Firefox", "153", expected);
  }
}
