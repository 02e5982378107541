package io.github.websocketecho.conformance;

import io.github.websocketecho.http.KnownParameters;
import io.github.websocketecho.http.ParameterRange;
import io.github.websocketecho.http.RequestParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Reads what a request wants to know of which reports. Any thread. */
@Component
final class ReportRequest {

  private static final RequestParameter<String> AGENT = text("agent");
  private static final RequestParameter<String> RUN = text("run");
  private static final RequestParameter<String> WITH = text("with");
  private static final RequestParameter<String> WITH_RUN = text("withRun");

  private static final String ALL = "all";

  /** Which cases are listed: all, or those that matter. */
  private static final RequestParameter<String> CASES =
      new RequestParameter<>(
          "cases", ParameterRange.texts(ParameterRange.list(List.of(ALL)), ReportRequest::all));

  /** An interceptor has read it. */
  private static final RequestParameter<String> LANGUAGE = text("lang");

  private static final List<RequestParameter<String>> KNOWN =
      List.of(AGENT, RUN, WITH, WITH_RUN, CASES);

  private final ReportStore reports;

  ReportRequest(ReportStore reports) {
    this.reports = reports;
  }

  private static RequestParameter<String> text(String name) {
    return new RequestParameter<>(
        name, ParameterRange.texts(ParameterRange.message("range.text"), value -> value));
  }

  private static String all(String text) {
    if (!text.equals(ALL)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  /**
   * What a request wants.
   *
   * @param report the report that it names
   * @param other the report to compare it with; null for none
   * @param all whether all cases are to be listed
   * @param reports its parameters that name the reports, as a query
   */
  record Wanted(Report report, @Nullable Report other, boolean all, String reports) {}

  /**
   * Reads the parameters; empty if they name no agent.
   *
   * @param page whether the language may be one of them
   * @throws ConformanceException 404 if there is no such report
   * @throws io.github.websocketecho.http.InvalidParameterException 400 for parameters that are
   *     unknown, given twice, or not valid
   */
  Optional<Wanted> read(HttpServletRequest request, boolean page) {
    KnownParameters.check(
        request,
        Stream.concat(KNOWN.stream(), page ? Stream.of(LANGUAGE) : Stream.of())
            .toArray(RequestParameter<?>[]::new));
    @Nullable String name = request.getParameter(AGENT.name());
    @Nullable String with = request.getParameter(WITH.name());
    @Nullable String cases = request.getParameter(CASES.name());
    boolean all = cases != null && CASES.parse(cases).equals(ALL);
    if (name == null) {
      if (with != null) {
        throw AGENT.invalid("", null);
      }
      return Optional.empty();
    }
    Report report = report(name, request.getParameter(RUN.name()));
    @Nullable Report other =
        with == null ? null : report(with, request.getParameter(WITH_RUN.name()));
    return Optional.of(new Wanted(report, other, all, of(report, other)));
  }

  /**
   * The report that a request without other parameters names; empty if it names no agent.
   *
   * @throws ConformanceException 404 if there is no such report
   * @throws io.github.websocketecho.http.InvalidParameterException 400 for other parameters
   */
  Optional<Report> one(HttpServletRequest request) {
    KnownParameters.check(request, AGENT, RUN);
    @Nullable String name = request.getParameter(AGENT.name());
    return name == null
        ? Optional.empty()
        : Optional.of(report(name, request.getParameter(RUN.name())));
  }

  /**
   * The same of a request that has to name one.
   *
   * @throws io.github.websocketecho.http.InvalidParameterException 400 also if it names none
   */
  Report named(HttpServletRequest request) {
    return one(request).orElseThrow(() -> AGENT.invalid("", null));
  }

  private Report report(String name, @Nullable String run) {
    var agent = new Agent(name, run == null ? "" : run);
    return reports.find(agent).orElseThrow(() -> ConformanceException.unknownAgent(agent));
  }

  /** The query that names a report. */
  static String of(String agent, String run) {
    return query(AGENT.name(), agent, RUN.name(), run);
  }

  /** The query that names a report, and another to compare it with. */
  static String of(Report report, @Nullable Report other) {
    String query = of(report.agent().name(), report.agent().run());
    return other == null
        ? query
        : query
            + '&'
            + query(WITH.name(), other.agent().name(), WITH_RUN.name(), other.agent().run());
  }

  private static String query(String nameParameter, String name, String runParameter, String run) {
    String query = nameParameter + '=' + encoded(name);
    return run.isEmpty() ? query : query + '&' + runParameter + '=' + encoded(run);
  }

  private static String encoded(String value) {
    return UriUtils.encode(value, StandardCharsets.UTF_8);
  }
}
