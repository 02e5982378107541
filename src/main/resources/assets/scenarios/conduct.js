// What a client does at a scenario: what it sends, with what it closes, and how long it waits.

import { amountOf, effectiveValueOf } from "./target.js";

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
  for (const parameter of scenario.parameters) {
    const message = messageFor(parameter, effectiveValueOf(parameter, values), sends[0] ?? ANY);
    if (message !== null) {
      return { sends: [message], closes };
    }
  }
  return { sends, closes };
}

/** What a value makes the client send instead; null for nothing else. */
function messageFor(parameter, value, usual) {
  switch (parameter.sends) {
    case "messages":
      return /^0*[1-9][0-9]*$/.test(value) ? { ...usual, times: Number(value) } : null;
    case "oneMessageMore":
      return { ...usual, times: Number(value) + 1 };
    case "oneByteMore":
      return { ...usual, repeat: Math.min(amountOf(parameter, value), MAXIMUM_MESSAGE) + 1 };
    default:
      return null;
  }
}

/** The first parameter whose value asks for a larger message than this page makes up, if any. */
export function tooLarge(scenario, values) {
  return scenario.parameters.find(
    parameter =>
      parameter.sends === "oneByteMore"
      && amountOf(parameter, values[parameter.name]) > MAXIMUM_MESSAGE,
  );
}

/** How long a page waits for the end at most [milliseconds]. */
export function patienceWith(scenario, values) {
  return scenario.parameters
    .filter(({ unit }) => unit === "milliseconds")
    .map(parameter => amountOf(parameter, effectiveValueOf(parameter, values)))
    .reduce((sum, wait) => sum + wait, PATIENCE);
}
