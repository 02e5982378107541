// Says in words why a run had its result.

import { duration } from "../base/format.js";
import { text } from "../base/texts.js";
import { isLate } from "./expectation.js";
import { listed } from "./words.js";

/** Why a scenario has its state. Empty if it has not been run. */
export function explanationOf({ state, result, scenario }) {
  if (state === "impossible") {
    return text("scenarios.explain.impossible");
  }
  const byApi = scenario.expectedInBrowsers !== null;
  switch (result?.why) {
    case "passed":
      return text(byApi ? "scenarios.explain.passedApi" : "scenarios.explain.passed");
    case "known": {
      const { browser, seenWith } = result.deviation;
      return text(knownKey(scenario, result.deviation), browser, seenWith);
    }
    case "undecided":
      return text("scenarios.explain.undecided");
    case "untrusted":
      return text("scenarios.explain.untrusted");
    case "unreachable":
      return text("scenarios.explain.unreachable");
    case "report":
      return text(byApi ? "scenarios.explain.reportApi" : "scenarios.explain.report");
    case "server":
      return text("scenarios.explain.server");
    case "silent":
      return text("scenarios.explain.silent", duration(result.patience));
    default:
      return "";
  }
}

function knownKey(scenario, deviation) {
  if (isLate(scenario, deviation)) {
    return "scenarios.explain.late";
  }
  return scenario.expectedInBrowsers === null
    ? "scenarios.explain.known"
    : "scenarios.explain.knownApi";
}

/** The browsers that are known to deviate at a scenario, this browser first. Empty if none is. */
export function knownDeviations(scenario, browser) {
  if (scenario.deviations.length === 0) {
    return "";
  }
  const names = scenario.deviations
    .toSorted((one, other) => (other.browser === browser) - (one.browser === browser))
    .map(deviation =>
      text(
        isLate(scenario, deviation) ? "scenarios.deviation.by.late" : "scenarios.deviation.by",
        deviation.browser,
        deviation.seenWith,
      ),
    );
  return text("scenarios.deviation.known", listed(names));
}
