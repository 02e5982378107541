package io.github.websocketecho.conformance;

import java.util.Locale;

/**
 * A case as the JSON of {@code GET /conformance/cases}.
 *
 * @param place in the set of all, from 1
 * @param set {@code autobahn} or {@code beyond}
 * @param placeInSet the same in that set
 * @param description what the server does
 * @param address at which the case runs alone
 */
record CasesDocument(
    int place,
    String set,
    int placeInSet,
    String id,
    String group,
    String description,
    String address) {

  /** A case at its place. */
  static CasesDocument of(SuiteCase tested, int place, int placeInSet, String description) {
    return switch (tested) {
      case ConformanceCase numbered ->
          of(CaseSet.AUTOBAHN, numbered, place, placeInSet, description, "/case/" + numbered.id());
      case ScenarioCase named ->
          of(CaseSet.BEYOND, named, place, placeInSet, description, named.address());
    };
  }

  private static CasesDocument of(
      CaseSet set,
      SuiteCase tested,
      int place,
      int placeInSet,
      String description,
      String address) {
    return new CasesDocument(
        place,
        set.name().toLowerCase(Locale.ROOT),
        placeInSet,
        tested.id(),
        tested.group(),
        description,
        address);
  }
}
