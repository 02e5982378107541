package io.github.websocketecho.conformance;

/**
 * Who is tested. Immutable; any thread.
 *
 * @param name chosen by the driver: any text
 * @param run an id of the run, so that two of one name do not meet; empty for none
 */
record Agent(String name, String run) {

  /** The name, with the run in parentheses if there is one. */
  String label() {
    return run.isEmpty() ? name : name + " (" + run + ")";
  }
}
