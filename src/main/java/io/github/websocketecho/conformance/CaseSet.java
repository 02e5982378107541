package io.github.websocketecho.conformance;

/** A set of cases. A driver chooses it by the base of its addresses. */
public enum CaseSet {
  /** The cases of the Autobahn Testsuite. */
  AUTOBAHN(""),
  /** These and ours. */
  ALL("/all"),
  /** Ours alone. */
  BEYOND("/beyond");

  private final String base;

  CaseSet(String base) {
    this.base = base;
  }

  /** The path in front of the driver's addresses; empty for none. */
  public String base() {
    return base;
  }
}
