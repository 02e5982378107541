package io.github.websocketecho.scenario;

/**
 * A known result of a browser that differs from the result of a correct client.
 *
 * @param browser {@code Chromium}, which includes Chrome, Edge, Opera and Brave, or {@code Firefox}
 * @param seenWith the latest version in which the deviation was observed; it applies to every
 *     version that reports the same
 * @param expected what the browser reports. If a correct client reports the same, the browser does
 *     not notice the violation, and continues until the server ends the connection
 */
public record Deviation(String browser, String seenWith, Expected expected) {

  static Deviation ofChromium(Expected expected) {
    return new Deviation("Chromium", "156", expected);
  }

  static Deviation ofFirefox(Expected expected) {
    return new Deviation("Firefox", "153", expected);
  }
}
