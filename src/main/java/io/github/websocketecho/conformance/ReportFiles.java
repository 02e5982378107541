package io.github.websocketecho.conformance;

import java.util.Locale;

/** The names of the files of a report, as those of the Autobahn Testsuite. */
final class ReportFiles {

  private ReportFiles() {}

  /** The name of an agent in files: its letters and digits in lower case, and underscores. */
  static String agent(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
  }

  /**
   * The name of the file of a case, without its ending.
   *
   * @param agent the name of the agent in files
   * @param id of the case
   */
  static String of(String agent, String id) {
    return agent + "_case_" + id.replaceAll("[^A-Za-z0-9]", "_");
  }
}
