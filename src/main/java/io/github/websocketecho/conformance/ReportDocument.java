package io.github.websocketecho.conformance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as the JSON of {@code GET /conformance}.
 *
 * @param agent its name
 * @param run the id of the run; empty for none
 * @param file the name of the agent in files
 * @param begun when its first case began
 * @param counts of its results
 * @param cases its results in the order of the cases; null in a list of reports
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReportDocument(
    String agent,
    String run,
    String file,
    Instant begun,
    Counts counts,
    @Nullable List<Case> cases) {

  /**
   * The result of a case.
   *
   * @param group of the case, such as 9 or legal
   * @param description what the server does
   * @param behavior as the Autobahn Testsuite names it
   * @param behaviorClose the same for the closing
   * @param passed our own verdict; null if it is undecided
   * @param result what the client did, as a sentence
   * @param resultClose how the connection ended, as a sentence
   * @param verdict our own, as a sentence
   * @param remoteCloseCode the code of the client's close frame; null if it had none
   * @param duration from the opening to the end of TCP [ms]
   * @param reportfile the address of its document, relative to {@code /conformance/}
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Case(
      String id,
      String group,
      String description,
      String behavior,
      String behaviorClose,
      @Nullable Boolean passed,
      String result,
      String resultClose,
      String verdict,
      @Nullable Integer remoteCloseCode,
      long duration,
      String reportfile) {}
}
