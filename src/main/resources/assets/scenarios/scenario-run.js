// One scenario and the result of its last run. Does not use the DOM.

import { conductAt, patienceWith } from "./conduct.js";
import { expectedAt, judge, sameAsExample } from "./expectation.js";
import { targetOf } from "./target.js";
import { visit } from "./visit.js";

const STATES = {
  passed: "passed",
  known: "known",
  undecided: "undecided",
  unreachable: "undecided",
  untrusted: "undecided",
};

/** Event: "change". */
export class ScenarioRun extends EventTarget {
  /**
   * "idle", "running", "passed", "undecided", "known" (as wrong as this browser is known to be),
   * "failed" or "impossible".
   */
  state;
  /**
   * The last run: address, expected, deviation, report, transcript, absence, patience, the time that it
   * took (millis), and why (the outcome of judge()); null before it.
   */
  result = null;

  /** The name of this browser, or null. */
  browser;

  /**
   * @param scenario an entry of the catalogue
   * @param browser the name of this browser, or null
   */
  constructor(scenario, browser) {
    super();
    this.scenario = scenario;
    this.browser = browser;
    this.state = scenario.browser ? "idle" : "impossible";
  }

  /** The report that is expected of a run, and this browser's known deviation. */
  expectation(values) {
    const conduct = conductAt(this.scenario, values);
    return {
      expected: expectedAt(this.scenario, values, conduct),
      deviation: sameAsExample(this.scenario, values)
        ? this.scenario.deviations.find(({ browser }) => browser === this.browser)
        : undefined,
    };
  }

  async run(values, signal) {
    const before = { state: this.state, result: this.result };
    this.#setState("running", null);
    const patience = patienceWith(this.scenario, values);
    const conduct = conductAt(this.scenario, values);
    const startedAt = performance.now();
    const target = targetOf(this.scenario, values);
    const seen = await visit(this.scenario, target, conduct, { patience, signal });
    const millis = performance.now() - startedAt;
    if (signal.aborted) {
      this.#setState(before.state, before.result);
      return;
    }
    const expectation = this.expectation(values);
    const why = judge({
      ...seen,
      expected: expectation.expected,
      deviation: expectation.deviation?.expected,
      verdict: seen.transcript?.verdict,
      namesServer: this.scenario.server !== null,
    });
    this.#setState(STATES[why] ?? "failed", { ...seen, ...expectation, patience, millis, why });
  }

  /** Discards the result, because it does not belong to the current values of the fields. */
  reset() {
    if (this.state !== "running" && this.state !== "impossible") {
      this.#setState("idle", null);
    }
  }

  #setState(state, result) {
    this.state = state;
    this.result = result;
    this.dispatchEvent(new Event("change"));
  }
}
