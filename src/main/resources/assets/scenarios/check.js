// Checks the values of a scenario's parameters by a request to the server, which has the rules.

import { size } from "../base/format.js";
import { text } from "../base/texts.js";
import { httpAddress, ownServer } from "../connection/address.js";
import { MAXIMUM_MESSAGE, tooLarge } from "./conduct.js";
import { targetOf } from "./target.js";

const PATIENCE = 5000;

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
  try {
    const response = await fetch(checkOf(`/${targetOf(scenario, values)}`), {
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const { problem } = await response.json();
    return problem === null ? null : { parameter: problem.parameter, words: problem.detail };
  } catch {
    return { parameter: undefined, words: text("scenarios.unreachable") };
  }
}

// The status is 200 for a wrong address too, because browsers report other statuses as errors.
function checkOf(address) {
  const check = new URL("scenarios/check", ownServer());
  check.searchParams.set("address", address);
  return httpAddress(check);
}
