// What the results of cases say. The cases are those of the JSON of a report.

/** The states of a case that has a result, in the order in which they are counted. */
export const STATES = ["passed", "nonstrict", "failed", "undecided"];

/** The result of a case in one word. The server's pages have the same words. */
export function stateOf({ passed, behavior }) {
  if (passed === null) {
    return "undecided";
  }
  if (!passed) {
    return "failed";
  }
  return behavior === "NON-STRICT" ? "nonstrict" : "passed";
}

/** How many cases have which state. */
export function tallyOf(cases) {
  const tally = Object.fromEntries(STATES.map(state => [state, 0]));
  for (const result of cases) {
    tally[stateOf(result)]++;
  }
  return tally;
}

/**
 * The result of a case that is not passed, in the words of the Autobahn Testsuite, such as
 * "OK/WRONG CODE"; undefined for every other case. A mark tells our verdict from theirs.
 */
export function outcomeOf({ passed, behavior, behaviorClose }) {
  // Whether a client is strict depends on how TCP divides the frames, so it is no difference.
  if (passed || behavior === "INFORMATIONAL") {
    return;
  }
  const isOk = behavior === "OK" && behaviorClose === "OK";
  return `${behavior}/${behaviorClose}${isOk ? "!" : ""}`;
}

/**
 * Compares results with what is known of a browser.
 *
 * @param cases those of a report
 * @param known the outcomes of the browser by the ids of the cases
 * @returns [{id, seen, known}] of the cases that differ; undefined for a case that is passed
 */
export function differences(cases, known) {
  return cases
    .map(result => ({ id: result.id, seen: outcomeOf(result), known: known[result.id] }))
    .filter(({ seen, known: expected }) => seen !== expected);
}
