package io.github.websocketecho.conformance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two reports side by side.
 *
 * @param one the report of {@code agent} and {@code run}, without its cases
 * @param other the report of {@code with} and {@code withRun}, without its cases
 * @param compared how many cases one of them has at least
 * @param different how many of these differ
 * @param cases all of them, or those that differ
 */
record ComparisonDocument(
    ReportDocument one, ReportDocument other, int compared, long different, List<Row> cases) {

  /**
   * A case.
   *
   * @param one its result in the one report; null if there is none
   * @param other the same in the other
   * @param differs whether behavior, closing or verdict differ
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Row(
      String id,
      String group,
      String description,
      ReportDocument.@Nullable Case one,
      ReportDocument.@Nullable Case other,
      boolean differs) {

    private static Row of(
        String id, ReportDocument.@Nullable Case one, ReportDocument.@Nullable Case other) {
      ReportDocument.Case any = Objects.requireNonNull(one == null ? other : one, id);
      return new Row(id, any.group(), any.description(), one, other, differ(one, other));
    }

    private static boolean differ(
        ReportDocument.@Nullable Case one, ReportDocument.@Nullable Case other) {
      return one == null
          || other == null
          || !one.behavior().equals(other.behavior())
          || !one.behaviorClose().equals(other.behaviorClose())
          || !Objects.equals(one.passed(), other.passed());
    }
  }

  /**
   * Compares two reports.
   *
   * @param all whether cases that do not differ are listed too
   */
  static ComparisonDocument of(ReportDocument one, ReportDocument other, boolean all) {
    Map<String, ReportDocument.Case> ones = byId(one);
    Map<String, ReportDocument.Case> others = byId(other);
    Set<String> ids = new TreeSet<>(CaseIds.ORDER);
    ids.addAll(ones.keySet());
    ids.addAll(others.keySet());
    List<Row> rows = ids.stream().map(id -> Row.of(id, ones.get(id), others.get(id))).toList();
    List<Row> different = rows.stream().filter(Row::differs).toList();
    return new ComparisonDocument(
        withoutCases(one),
        withoutCases(other),
        rows.size(),
        different.size(),
        all ? rows : different);
  }

  private static Map<String, ReportDocument.Case> byId(ReportDocument report) {
    return Objects.requireNonNullElse(report.cases(), List.<ReportDocument.Case>of()).stream()
        .collect(Collectors.toMap(ReportDocument.Case::id, Function.identity()));
  }

  private static ReportDocument withoutCases(ReportDocument report) {
    return new ReportDocument(
        report.agent(), report.run(), report.file(), report.begun(), report.counts(), null);
  }
}
