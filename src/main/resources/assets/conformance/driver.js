// Drives many cases of the conformance suite.

import { runAll } from "../scenarios/run-all.js";

/** Cases at a time. The server allows 32 for an address, and an address may have several pages. */
export const PARALLEL = 6;

/** A run of cases, with an event "change" whenever a case begins or ends. */
export class Driver extends EventTarget {
  /** The ids of the cases that run now. */
  current = new Set();
  /** The ids of the cases that have ended. */
  ended = new Set();
  /** Why the run ended before its last case: "stopped", "unreachable", or null. */
  problem = null;
  /** When the run began and ended [ms]; null before. */
  startedAt = null;
  endedAt = null;

  #ids;
  #run;
  #stop = new AbortController();
  #clock;

  /**
   * @param ids of the cases
   * @param run (id, signal) => a promise that is never rejected
   * @param clock the time [ms]
   */
  constructor(ids, run, clock = () => performance.now()) {
    super();
    this.#ids = ids;
    this.#run = run;
    this.#clock = clock;
  }

  /** The ids of all its cases. */
  get ids() {
    return this.#ids;
  }

  /** How many cases the run has. */
  get total() {
    return this.#ids.length;
  }

  get isRunning() {
    return this.startedAt !== null && this.endedAt === null;
  }

  /** The time since the start, or that of the whole run [ms]. */
  get duration() {
    return this.startedAt === null ? 0 : (this.endedAt ?? this.#clock()) - this.startedAt;
  }

  /** Runs all cases. */
  async drive() {
    this.startedAt = this.#clock();
    this.#changed();
    await runAll(this.#ids, id => this.#drive(id), this.#stop.signal, PARALLEL);
    this.endedAt = this.#clock();
    this.#changed();
  }

  /** Ends the run, because the visitor wants it. */
  stop() {
    this.#end("stopped");
  }

  /** Ends the run, because the server does not respond. */
  giveUp() {
    this.#end("unreachable");
  }

  async #drive(id) {
    this.current.add(id);
    this.#changed();
    await this.#run(id, this.#stop.signal);
    this.current.delete(id);
    if (!this.#stop.signal.aborted) {
      this.ended.add(id);
    }
    this.#changed();
  }

  #end(problem) {
    if (!this.#stop.signal.aborted) {
      this.problem = problem;
      this.#stop.abort();
    }
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
