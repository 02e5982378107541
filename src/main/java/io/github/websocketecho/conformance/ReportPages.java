package io.github.websocketecho.conformance;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills the pages of reports. Each method returns the name of the template. Any thread. */
@Component
final class ReportPages {

  private final Documents documents;
  private final CaseGroups groups;

  ReportPages(Documents documents, CaseGroups groups) {
    this.documents = documents;
    this.groups = groups;
  }

  /**
   * A row of the list.
   *
   * @param query names the report
   */
  record Row(ReportDocument report, String query) {

    static Row of(ReportDocument report) {
      return new Row(report, ReportRequest.of(report.agent(), report.run()));
    }
  }

  /** The list of reports. */
  String list(List<Report> visible, Model model) {
    model.addAttribute(
        "reports", visible.stream().map(report -> Row.of(documents.summary(report))).toList());
    return "conformance";
  }

  /** A report, or the comparison of two. */
  String report(ReportRequest.Wanted wanted, Locale locale, Model model) {
    model.addAttribute("query", wanted.reports());
    model.addAttribute("all", wanted.all());
    model.addAttribute("keptQuery", "&" + wanted.reports() + (wanted.all() ? "&cases=all" : ""));
    ReportDocument document = documents.report(wanted.report(), locale);
    if (wanted.other() == null) {
      model.addAttribute("view", ReportView.of(document, groups, wanted.all(), locale));
      return "conformance-report";
    }
    ComparisonDocument comparison =
        ComparisonDocument.of(document, documents.report(wanted.other(), locale), wanted.all());
    model.addAttribute("comparison", comparison);
    model.addAttribute("one", Row.of(comparison.one()));
    model.addAttribute("other", Row.of(comparison.other()));
    model.addAttribute("rows", comparison.cases().stream().map(ComparedRow::of).toList());
    return "conformance-comparison";
  }

  /** A case beside its two results. */
  record ComparedRow(
      ComparisonDocument.Row row, ReportView.@Nullable Cell one, ReportView.@Nullable Cell other) {

    static ComparedRow of(ComparisonDocument.Row row) {
      return new ComparedRow(row, cell(row.one()), cell(row.other()));
    }

    private static ReportView.@Nullable Cell cell(ReportDocument.@Nullable Case result) {
      return result == null ? null : ReportView.Cell.of(result);
    }
  }

  /** The result of a case. */
  String result(CaseDocument document, Model model) {
    model.addAttribute("result", document);
    model.addAttribute("log", document.log().stream().map(LogRow::of).toList());
    model.addAttribute("query", ReportRequest.of(document.agent(), document.run()));
    model.addAttribute("state", CaseState.of(document.passed(), document.behavior()).text());
    return "conformance-case";
  }
}
