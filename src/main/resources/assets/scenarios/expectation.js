// What a correct client reports at a scenario, and the outcome of a run.

import { effectiveValueOf, valuesOfExample } from "./target.js";

const UNKNOWN = { code: null, reason: null, wasClean: null };

/** The report of a correct page at the scenario's example. */
export function expectedOf({ expected, expectedInBrowsers }) {
  return expectedInBrowsers ?? expected;
}

/** The report of a correct page at a scenario with these values. An unknown member is null. */
export function expectedAt(scenario, values, conduct) {
  const expected = expectedOf(scenario);
  const ofExample =
    expected.code === null && conduct.closes !== null
      ? { ...conduct.closes, wasClean: true }
      : expected;
  const changes = scenario.parameters
    .filter(parameter => differs(scenario, parameter, values))
    .map(parameter => changeOf(parameter, effectiveValueOf(parameter, values), conduct));
  return Object.assign({}, ofExample, ...changes);
}

/** The members of the report that change if a value differs from the example's. */
function changeOf({ changes }, value, { closes }) {
  switch (changes) {
    case "code":
      // Without a code of its own, the server answers with the client's.
      return { code: Number(value || closes.code) };
    case "reason":
      return { reason: value || (closes?.reason ?? "") };
    case "limit":
      return { reason: null };
    case "admission":
      return UNKNOWN;
    default:
      return {};
  }
}

/**
 * Judges a run. The outcomes:
 *
 * - "passed"
 * - "known": as wrong as this browser is known to be
 * - "silent": the connection did not end in time
 * - "report": the browser's report is wrong
 * - "server": the server's verdict is negative
 * - "undecided": the server has no verdict
 * - "untrusted": the server has no verdict on TLS, or its name leads to another machine
 * - "unreachable": the server does not respond, so the end may have another cause
 *
 * @param report of the browser: {code, reason, wasClean}; null if the connection did not end in time
 * @param verdict of the server's transcript; undefined if there is none
 * @param absence why there is no transcript: "gone", "busy", "unreachable" or null
 * @param namesServer whether the scenario is at a name of the TLS port
 * @param deviation the report that this browser is known for; undefined for none
 */
export function judge({
  expected,
  report,
  verdict,
  absence = null,
  namesServer = false,
  deviation,
}) {
  if (absence === "unreachable") {
    return "unreachable";
  }
  if (namesServer && typeof verdict?.passed !== "boolean") {
    return "untrusted";
  }
  if (report === null) {
    return "silent";
  }
  const known = deviation !== undefined && fits(report, deviation);
  if (!fits(report, expected)) {
    return known ? "known" : "report";
  }
  // A browser that continues after a violation still reports the right end when the server ends TCP.
  if (verdict?.passed === false) {
    return known ? "known" : "server";
  }
  return verdict?.passed === true ? "passed" : "undecided";
}

/** Whether the values equal those of the example, except for values that do not change the report. */
export function sameAsExample(scenario, values) {
  return scenario.parameters.every(
    parameter => parameter.changes === "when" || !differs(scenario, parameter, values),
  );
}

function differs(scenario, parameter, values) {
  return (
    effectiveValueOf(parameter, values) !== effectiveValueOf(parameter, valuesOfExample(scenario))
  );
}

function fits(report, expected) {
  return ["code", "reason", "wasClean"].every(
    name => expected[name] === null || expected[name] === report[name],
  );
}

/** Whether a browser with this deviation reports the same as a correct client, but later. */
export function isLate(scenario, deviation) {
  const expected = expectedOf(scenario);
  return ["code", "reason", "wasClean"].every(name => expected[name] === deviation.expected[name]);
}
