// What a client does at a scenario: what it sends, with what it closes, and how long it waits.

import { bytes, milliseconds } from "./target.js";

/** The longest message that this page makes up [characters]. */
export const MAXIMUM_MESSAGE = 2 ** 24;

const PATIENCE = 10_000;
const ANY = { type: "text", data: "hello", repeat: 1, times: 1 };

/**
 * As the catalogue has it for the example; with other parameters as much as they ask for.
 *
 * @returns sends: messages, each with how often its data are repeated in it, and how many times it
 *     is sent; closes: code and reason once everything that was sent has come back, or null
 */
export function conductAt(scenario, values) {
  const { sends, closes } = scenario.client;
  const after = value(scenario, values, "after");
  if (/^[0-9]+$/.test(after ?? "") && Number(after) > 0) {
    return { sends: [{ ...ANY, times: Number(after) }], closes };
  }
  const limit = value(scenario, values, "message");
  if (limit !== undefined) {
    return {
      sends: [{ ...sends[0], repeat: Math.min(bytes(limit), MAXIMUM_MESSAGE) + 1 }],
      closes,
    };
  }
  const allowed = value(scenario, values, "messages");
  if (allowed !== undefined) {
    return { sends: [{ ...sends[0], times: Number(allowed) + 1 }], closes };
  }
  return { sends, closes };
}

/** How long a page waits for the end at most [milliseconds]. */
export function patienceWith(scenario, values) {
  return scenario.parameters
    .map(({ name }) => milliseconds(value(scenario, values, name)))
    .reduce((sum, wait) => sum + wait, PATIENCE);
}

/** The value of a parameter; undefined where the scenario has none of that name. */
function value(scenario, values, name) {
  const parameter = scenario.parameters.find(candidate => candidate.name === name);
  return parameter === undefined ? undefined : values[name] || parameter.default;
}
