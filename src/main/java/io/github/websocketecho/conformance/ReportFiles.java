package io.github.websocketecho.conformance;

import java.util.Locale;

/** The names of the files of a report, as those of the Autobahn Testsuite. */
final class ReportFiles {

  /** The longest name of an agent, so that no file has a name of more than 255 bytes. */
  private static final int LONGEST = 150;

  private ReportFiles() {}

  /**
   * The name of an agent in files: its letters and digits in lower case, and underscores. Cut if
   * long.
   */
  static String agent(String name) {
    String file = name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    return file.substring(0, Math.min(LONGEST, file.length()));
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
