// What should be reported of a scenario, and whether it was.

import { shortValuesOf, targetOf, valuesOfExample } from "./target.js";

// These change when and how it happens, and nothing of what is reported of it.
const WITHOUT_EFFECT = [
  "after",
  "burst",
  "pong",
  "at",
  "delay",
  "hold",
  "within",
  "location",
  "retryAfter",
  "realm",
];

/**
 * What a correct client reports at a scenario with these values. A member is null where it cannot be
 * said from here.
 */
export function expectedAt(scenario, values, conduct) {
  const { expected } = scenario;
  if (expected.code === null && conduct.closes !== null) {
    return { ...conduct.closes, wasClean: true };
  }
  if (sameAsExample(scenario, values)) {
    return expected;
  }
  if (scenario.id === "close") {
    return {
      code: Number(values.code || defaultOf(scenario, "code")),
      reason: values.reason ?? "",
      wasClean: true,
    };
  }
  if (scenario.id === "answer-close") {
    const { code, reason } = conduct.closes;
    return { code: Number(values.code || code), reason: values.reason || reason, wasClean: true };
  }
  if (scenario.id === "refuse") {
    // Who is refused so many times only is let in at last.
    return Number(values.times || 0) === 0
      ? expected
      : { code: null, reason: null, wasClean: null };
  }
  // The reason names the limit, in words of the server.
  return { ...expected, reason: null };
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
  const compared = given => {
    const rest = { ...given };
    WITHOUT_EFFECT.forEach(name => delete rest[name]);
    return targetOf(scenario, rest);
  };
  return [valuesOfExample(scenario), shortValuesOf(scenario)].some(
    example => compared(example) === compared(values),
  );
}

function fits(report, expected) {
  return ["code", "reason", "wasClean"].every(
    name => expected[name] === null || expected[name] === report[name],
  );
}

function defaultOf(scenario, name) {
  return scenario.parameters.find(parameter => parameter.name === name).default;
}
