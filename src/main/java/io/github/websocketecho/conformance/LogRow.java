package io.github.websocketecho.conformance;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A line of the wire log as a page shows it.
 *
 * @param at the time since the opening [ms]
 * @param by {@code server} or {@code client}
 * @param frame in words
 * @param text the payload as a text, of a close frame its code and reason; null if it is none
 * @param hex the bytes of the payload; null for none
 */
record LogRow(double at, String by, String frame, @Nullable String text, @Nullable String hex) {

  private static final HexFormat BYTES = HexFormat.ofDelimiter(" ");

  static LogRow of(CaseDocument.Line line) {
    @Nullable String hex = line.hex() == null || line.hex().isEmpty() ? null : line.hex();
    return new LogRow(
        line.at(),
        line.by(),
        line.frame(),
        hex == null ? null : line.text(),
        hex == null ? null : BYTES.formatHex(HexFormat.of().parseHex(hex)));
  }
}
