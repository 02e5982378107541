// The result of a run of many scenarios as a value, which the formats of the report export.

import { expectedOf } from "./expectation.js";
import { byGroup, tallyOf } from "./tally.js";

/**
 * The result as a JSON value.
 *
 * @param run browser, server, startedAt (a Date), millis
 * @param results each with scenario, state and explanation (words, empty for none); if it was run, also
 *     with expected, deviation, report, transcript, address and millis
 */
export function resultOf(run, results) {
  const states = results.map(({ state }) => state);
  return {
    browser: run.browser,
    server: run.server,
    date: run.startedAt.toISOString(),
    millis: Math.round(run.millis),
    summary: tallyOf(states),
    groups: byGroup(results, ({ scenario }) => scenario.group).map(([group, members]) => ({
      group,
      millis: Math.round(members.reduce((sum, { millis }) => sum + (millis ?? 0), 0)),
      ...tallyOf(members.map(({ state }) => state)),
    })),
    scenarios: results.map(entryOf),
  };
}

function entryOf(result) {
  const { scenario, state, address, expected, deviation, report, transcript, millis } = result;
  return {
    id: scenario.id,
    group: scenario.group,
    address: address ?? null,
    state: state === "running" ? "idle" : state,
    passed: { passed: true, known: false, failed: false }[state] ?? null,
    explanation: result.explanation || null,
    millis: millis === undefined ? null : Math.round(millis),
    expected: expected ?? expectedOf(scenario),
    deviation: deviation ?? null,
    reported: report ?? null,
    server: transcript ? serverOf(transcript) : null,
  };
}

function serverOf({ closing, verdict }) {
  return {
    received: closeOf(closing.received),
    sent: closeOf(closing.sent),
    tcpEnd: closing.tcpEnd,
    verdict,
  };
}

function closeOf(close) {
  return close === null ? null : { code: close.code, reason: close.reason };
}

/** The result as JSON text with a line feed at the end. */
export function asJson(result) {
  return JSON.stringify(result, null, 2) + "\n";
}

/** The members of a CloseEvent as text, with "*" for a member that is null. */
export function eventText({ code, reason, wasClean }) {
  // A no-break space keeps name and value on one line.
  const member = (name, value) => `${name}:\u00a0${value ?? "*"}`;
  return [
    member("code", code),
    member("reason", reason === null ? null : JSON.stringify(reason)),
    member("wasClean", wasClean),
  ].join(", ");
}

/** The same with plain spaces; empty for null. */
export function plainEventText(reported) {
  return reported === null ? "" : eventText(reported).replaceAll("\u00a0", " ");
}

/** What the server says about a scenario of the result; empty if it says nothing. */
export function observedBy(server) {
  return [server?.verdict?.observed, server?.verdict?.remark].filter(Boolean).join(" ");
}
