// Exports the result of a run of many scenarios as JUnit XML, which CI servers show.

import { observedBy, plainEventText } from "./report.js";

// XML 1.0 cannot contain other characters, not even as references.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const REFERENCES = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // A parser would normalize them.
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};
const SKIPPED = ["known", "undecided", "idle", "impossible"];

/**
 * The result as JUnit XML: a test suite for each group, a test case for each scenario. What was not run,
 * is undecided or is a known deviation is skipped, with the reason as the message.
 *
 * @param result of resultOf()
 * @param words the texts: title; expected, reported and seen as labels; stateOf(), the words for the
 *     state of a scenario
 */
export function asJUnit(result, words) {
  const suites = result.groups.map(group =>
    suite(
      group,
      result.scenarios.filter(scenario => scenario.group === group.group),
      result,
      words,
    ),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({
      name: words.title,
      ...counts(result.summary),
      time: seconds(result.millis),
    })}>`,
    ...suites.flat(),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(group, scenarios, { browser, server, date }, words) {
  return [
    `  <testsuite${attributes({
      name: group.group,
      ...counts(group),
      time: seconds(group.millis),
      // In UTC, without a zone: so the format has it.
      timestamp: date.slice(0, "yyyy-mm-ddThh:mm:ss".length),
    })}>`,
    "    <properties>",
    `      <property${attributes({ name: "browser", value: browser })}/>`,
    `      <property${attributes({ name: "server", value: server })}/>`,
    "    </properties>",
    ...scenarios.flatMap(scenario => testCase(scenario, words)),
    "  </testsuite>",
  ];
}

function testCase(scenario, words) {
  const { id, group, millis, state } = scenario;
  const start = `    <testcase${attributes({ name: id, classname: group, time: seconds(millis ?? 0) })}`;
  const message = scenario.explanation ?? words.stateOf(scenario);
  if (state === "failed") {
    return [
      `${start}>`,
      `      <failure${attributes({ message, type: "failed" })}>${content(details(scenario, words))}</failure>`,
      "    </testcase>",
    ];
  }
  return SKIPPED.includes(state)
    ? [`${start}>`, `      <skipped${attributes({ message })}/>`, "    </testcase>"]
    : [`${start}/>`];
}

function details({ address, expected, reported, server }, words) {
  return [
    address ?? "",
    `${words.expected}: ${plainEventText(expected)}`,
    `${words.reported}: ${plainEventText(reported) || "-"}`,
    `${words.seen}: ${observedBy(server) || "-"}`,
  ].join("\n");
}

function counts({ passed, known, failed, undecided, notRun }) {
  return {
    tests: passed + known + failed + undecided + notRun,
    failures: failed,
    errors: 0,
    skipped: known + undecided + notRun,
  };
}

function seconds(millis) {
  return (millis / 1000).toFixed(3);
}

function attributes(values) {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value, /[&<>"\t\n\r]/g)}"`)
    .join("");
}

function content(value) {
  return escaped(value, /[&<>\r]/g);
}

function escaped(value, special) {
  return String(value)
    .replace(FORBIDDEN, "\u{FFFD}")
    .replace(special, character => REFERENCES[character]);
}
