package io.github.websocketecho.conformance;

import java.util.Locale;

/** The names of the files of a report, as those of the Autobahn Testsuite. */
final class ReportFiles {

  /** The longest name of an agent, so that no file has a name of more than 255 bytes. */
  private static final int LONGEST = 150;

  /** The characters of the hash in a name. */
  private static final int HASH = 8;

  private ReportFiles() {}

  /** The name of an agent in files. Another agent may have the same. */
  static String of(Agent agent) {
    return agent(agent.run().isEmpty() ? agent.name() : agent.name() + "_" + agent.run());
  }

  /** The name of an agent in the files of all replicas: no other agent has the same. */
  static String shared(Agent agent) {
    String name = of(agent);
    return name.equals(agent.name()) && !name.matches(".*_[0-9a-f]{" + HASH + "}")
        ? name
        : name + "_" + agent.hash().substring(0, HASH);
  }

  /**
   * The name of an agent in files: its letters and digits in lower case, and underscores. Cut if
   * long.
   */
  private static String agent(String name) {
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
    return beginning(agent) + id.replaceAll("[^A-Za-z0-9]", "_");
  }

  /** The beginning of the names of the files of all cases. */
  static String beginning(String agent) {
    return agent + "_case_";
  }
}
