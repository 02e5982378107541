package io.github.websocketecho.conformance;

/** A picture with the number of passed cases, for a README. */
final class Badge {

  /** The width of a character [px], about, and that of the margin at both sides of a text. */
  private static final int CHARACTER = 7;

  private static final int MARGIN = 12;

  private static final String LABEL = "WebSocket cases";

  private Badge() {}

  /** The SVG. */
  static String of(Counts counts) {
    long judged = counts.passed() + counts.failed();
    String value = counts.passed() + "/" + judged;
    String color = judged == 0 ? "#6a737d" : counts.failed() == 0 ? "#1a7f37" : "#b42318";
    int left = width(LABEL);
    int right = width(value);
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" \
        aria-label="%2$s: %3$s"><title>%2$s: %3$s</title>\
        <rect width="%4$d" height="20" rx="3" fill="#444c56"/>\
        <rect x="%4$d" width="%5$d" height="20" rx="3" fill="%6$s"/>\
        <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" \
        font-size="11"><text x="%7$d" y="14">%2$s</text><text x="%8$d" y="14">%3$s</text></g></svg>
        """
        .formatted(left + right, LABEL, value, left, right, color, left / 2, left + right / 2);
  }

  private static int width(String text) {
    return CHARACTER * text.length() + MARGIN;
  }
}
