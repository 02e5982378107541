package io.github.websocketecho.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** The cases of the groups 1 to 7, 9 and 10, in the order of their numbers. Any thread. */
final class CaseTable {

  private static final String RESOURCE = "conformance/cases.txt";

  private CaseTable() {}

  /** Reads the table. */
  static List<ConformanceCase> read() {
    try {
      return new ClassPathResource(RESOURCE)
          .getContentAsString(StandardCharsets.UTF_8)
          .lines()
          .filter(row -> !row.isBlank() && !row.startsWith("#"))
          .map(CaseParser::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
