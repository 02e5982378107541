// What a client does at a scenario: its messages, its close(), and how long it waits.

import { credentialsAt } from "./credentials.js";
import { amountOf, effectiveValueOf } from "./target.js";

/** The longest message that this page generates [characters]. */
export const MAXIMUM_MESSAGE = 2 ** 24;

const PATIENCE = 10_000;
const ANY = { type: "text", data: "hello", repeat: 1, times: 1 };

/**
 * The catalogue's conduct for the example, with the number and size of messages that the parameters
 * require.
 *
 * @returns {sends, closes, offers, credentials}: sends are messages, each with type, data, how often the data are
 *     repeated in the message (repeat), and how often the message is sent (times); closes is
 *     {code, reason} for close() when all echoes have been received, or null; offers are the names of
 *     the subprotocols that are offered; credentials see credentialsAt()
 */
export function conductAt(scenario, values) {
  const { sends, closes, offers } = scenario.client;
  const usual = { sends, closes, offers, credentials: credentialsAt(scenario, values) };
  for (const parameter of scenario.parameters) {
    const value = effectiveValueOf(parameter, values);
    const message = messageFor(parameter, value, sends[0] ?? ANY);
    if (message !== null) {
      return { ...usual, sends: [message] };
    }
  }
  return usual;
}

/** The message that a parameter's value requires; null if it requires none. */
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

/** The first parameter whose value requires a larger message than this page generates, if any. */
export function tooLarge(scenario, values) {
  return scenario.parameters.find(
    parameter =>
      parameter.sends === "oneByteMore"
      && amountOf(parameter, values[parameter.name]) > MAXIMUM_MESSAGE,
  );
}

/** The longest time that the page waits for the end of the connection [ms]. */
export function patienceWith(scenario, values) {
  return scenario.parameters
    .filter(({ unit }) => unit === "milliseconds")
    .map(parameter => amountOf(parameter, effectiveValueOf(parameter, values)))
    .reduce((sum, wait) => sum + wait, PATIENCE);
}
