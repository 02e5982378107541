// One scenario and how its last run went. No DOM.

import { conductAt, patienceWith } from "./conduct.js";
import { expectedAt, judge, sameAsExample } from "./expectation.js";
import { targetOf } from "./target.js";
import { visit } from "./visit.js";

const STATES = {
  passed: "passed",
  known: "known",
  undecided: "undecided",
  unreachable: "undecided",
};

/** Event: "change". */
export class ScenarioRun extends EventTarget {
  /**
   * idle, running, passed, undecided (the server cannot tell), known (as wrong as this browser is known
   * to be), failed or impossible.
   */
  state;
  /** What is known of the last run: address, expected, deviation, report, transcript, whyNot, patience, why. */
  result = null;

  #browser;

  /**
   * @param scenario an entry of the catalogue
   * @param browser the name of this one, or null
   */
  constructor(scenario, browser) {
    super();
    this.scenario = scenario;
    this.#browser = browser;
    this.state = scenario.browser ? "idle" : "impossible";
  }

  /** What is to be expected of a run, and what is known of this browser instead. */
  expectation(values) {
    const conduct = conductAt(this.scenario, values);
    return {
      expected: expectedAt(this.scenario, values, conduct),
      deviation: sameAsExample(this.scenario, values)
        ? this.scenario.deviations.find(({ browser }) => browser === this.#browser)
        : undefined,
    };
  }

  async run(values, signal) {
    const before = { state: this.state, result: this.result };
    this.#become("running", null);
    const patience = patienceWith(this.scenario, values);
    const conduct = conductAt(this.scenario, values);
    const seen = await visit(targetOf(this.scenario, values), conduct, { patience, signal });
    if (signal.aborted) {
      this.#become(before.state, before.result);
      return;
    }
    const expectation = this.expectation(values);
    const why = judge({
      ...seen,
      expected: expectation.expected,
      deviation: expectation.deviation?.expected,
      verdict: seen.transcript?.verdict,
    });
    this.#become(STATES[why] ?? "failed", { ...seen, ...expectation, patience, why });
  }

  /** What went before is no answer to what the fields say now. */
  forget() {
    if (this.state !== "running" && this.state !== "impossible") {
      this.#become("idle", null);
    }
  }

  #become(state, result) {
    this.state = state;
    this.result = result;
    this.dispatchEvent(new Event("change"));
  }
}
