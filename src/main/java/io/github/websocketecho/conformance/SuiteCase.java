package io.github.websocketecho.conformance;

/** A test of a client. Immutable; any thread. */
sealed interface SuiteCase permits ConformanceCase, ScenarioCase {

  /** The number, such as {@code 9.7.1}, or the name of a scenario, such as {@code legal/empty}. */
  String id();

  /** The cases that belong together: the first part of the id. */
  default String group() {
    return id().split("[./]", 2)[0];
  }
}
