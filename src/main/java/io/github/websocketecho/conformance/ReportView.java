package io.github.websocketecho.conformance;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A report as its page shows it.
 *
 * @param document the report
 * @param groups all cases, by their groups
 * @param rows the cases with their sentences
 */
record ReportView(ReportDocument document, List<CaseGroups.Group<Cell>> groups, List<Cell> rows) {

  /**
   * A case.
   *
   * @param state in one word
   * @param page the address of its page, relative to {@code /conformance/}
   */
  record Cell(ReportDocument.Case result, String state, String page) {

    static Cell of(ReportDocument.Case result) {
      return new Cell(
          result, CaseState.of(result).text(), result.reportfile().replaceFirst("json$", "html"));
    }
  }

  /**
   * A report with its cases.
   *
   * @param all whether cases that passed are rows too
   */
  static ReportView of(ReportDocument document, CaseGroups groups, boolean all, Locale locale) {
    List<Cell> cells =
        Objects.requireNonNullElse(document.cases(), List.<ReportDocument.Case>of()).stream()
            .map(Cell::of)
            .toList();
    return new ReportView(
        document,
        groups.of(cells, cell -> cell.result().group(), locale),
        all
            ? cells
            : cells.stream().filter(cell -> cell.state().equals(CaseState.FAILED.text())).toList());
  }
}
