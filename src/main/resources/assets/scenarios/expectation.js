// What should be reported of a scenario, and whether it was.

import { effectiveValueOf, valuesOfExample } from "./target.js";

const UNKNOWN = { code: null, reason: null, wasClean: null };

/**
 * What a correct client reports at a scenario with these values. A member is null where it cannot be
 * said from here.
 */
export function expectedAt(scenario, values, conduct) {
  const { expected } = scenario;
  if (expected.code === null && conduct.closes !== null) {
    return { ...conduct.closes, wasClean: true };
  }
  const changes = scenario.parameters
    .filter(parameter => differs(scenario, parameter, values))
    .map(parameter => changeOf(parameter, effectiveValueOf(parameter, values), conduct));
  return Object.assign({}, expected, ...changes);
}

/** What a value that is not the example's changes in the report. */
function changeOf({ changes }, value, { closes }) {
  switch (changes) {
    case "code":
      // A server that has no code of its own to answer with takes the client's.
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
 * How a run went: "passed"; "known" if it is as wrong as this browser is known to be; "silent" if no
 * end came; "report" or "server" for whose side is not as it should be; "undecided" if the server
 * cannot tell; "unreachable" if it cannot be asked, for then the end may have nothing to do with it.
 *
 * @param report what the browser reported: code, reason, wasClean; null if nothing, for too long
 * @param verdict of the server's transcript; undefined if there is none
 * @param whyNot why there is no transcript: "gone", "busy", "unreachable" or null
 * @param deviation what this browser is known to report instead; undefined for nothing
 */
export function judge({ expected, report, verdict, whyNot = null, deviation }) {
  if (whyNot === "unreachable") {
    return "unreachable";
  }
  if (report === null) {
    return "silent";
  }
  const known = deviation !== undefined && fits(report, deviation);
  if (!fits(report, expected)) {
    return known ? "known" : "report";
  }
  // A browser that carries on after a violation reports the right end as well, once the server ends it.
  if (verdict?.passed === false) {
    return known ? "known" : "server";
  }
  return verdict?.passed === true ? "passed" : "undecided";
}

/** Whether the values are those of the example, but for what changes nothing of the report. */
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
