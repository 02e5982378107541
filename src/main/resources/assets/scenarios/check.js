// Checks the values of a scenario's parameters by a request to the server, which has the rules.

import { size } from "../base/format.js";
import { text } from "../base/texts.js";
import { httpAddress, ownServer } from "../connection/address.js";
import { MAXIMUM_MESSAGE, tooLarge } from "./conduct.js";
import { targetOf } from "./target.js";

const PATIENCE = 5000;
const BAD_REQUEST = 400;

/**
 * Returns the first problem as {parameter, words}; null if all values are valid. The parameter is
 * undefined if the problem concerns none.
 */
export async function problemOf(scenario, values) {
  const large = tooLarge(scenario, values);
  if (large !== undefined) {
    return { parameter: large.name, words: text("scenarios.tooLarge", size(MAXIMUM_MESSAGE)) };
  }
  if (`/${targetOf(scenario, values)}` === scenario.example) {
    return null;
  }
  const address = httpAddress(new URL(targetOf(scenario, values), ownServer()));
  try {
    const response = await fetch(address, {
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status !== BAD_REQUEST) {
      return null;
    }
    const { parameter, detail } = await response.json();
    return { parameter, words: detail };
  } catch {
    return { parameter: undefined, words: text("scenarios.unreachable") };
  }
}
