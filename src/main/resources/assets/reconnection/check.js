// Checks a step by a request to the server, which has the rules.

import { httpAddress, ownServer } from "../connection/address.js";
import { sequenceTarget } from "./steps.js";

const PATIENCE = 5000;

/**
 * What is wrong with a step, as a sentence; null if it is valid, or if the server cannot be reached,
 * because the test will show that.
 */
export async function stepProblem(step) {
  const check = new URL("scenarios/check", ownServer());
  check.searchParams.set("address", `/${sequenceTarget("check", [step])}`);
  try {
    const response = await fetch(httpAddress(check), {
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const { problem } = await response.json();
    return problem?.detail ?? null;
  } catch {
    return null;
  }
}
