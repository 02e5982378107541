// The words of the report, in the language of the page.

import { duration } from "../base/format.js";
import { text } from "../base/texts.js";
import { COUNTED } from "./tally.js";

/** The words for asMarkdown() and asJUnit(). */
export function reportWords({ browser, server, date, millis, groups }) {
  return {
    title: text("scenarios.report.title", browser),
    facts: text("scenarios.report.facts", server, date, duration(millis)),
    group: text("scenarios.report.group"),
    scenario: text("scenarios.report.scenario"),
    expected: text("scenarios.expected"),
    reported: text("scenarios.reported"),
    seen: text("scenarios.seen"),
    state: text("scenarios.state"),
    counts: Object.fromEntries(COUNTED.map(name => [name, text(`scenarios.report.${name}`)])),
    groups: Object.fromEntries(
      groups.map(({ group }) => [group, text(`scenarios.group.${group}`)]),
    ),
    stateOf: ({ state, deviation }) =>
      state === "known"
        ? text("scenarios.report.knownOf", deviation.browser, deviation.seenWith)
        : text(`scenarios.state.${state}`),
  };
}
