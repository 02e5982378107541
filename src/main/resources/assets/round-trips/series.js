// The last minute in steps, for the plots.

import { Histogram } from "./histogram.js";

export const STEP = 250;
export const STEPS = 240;

/**
 * For each step of time, the number of echoes and their round-trip times. Retains the last STEPS steps
 * with echoes, and the individual times only of the current step.
 */
export class Series {
  #steps = [];
  #times = new Histogram();
  #current = null;

  get isEmpty() {
    return this.#current === null && this.#steps.length === 0;
  }

  /** Adds an echo: its round-trip time, and when it was received [ms], in ascending order. */
  add(roundTrip, at) {
    const step = Math.floor(at / STEP);
    if (step !== this.#current) {
      this.#finish();
      this.#current = step;
    }
    this.#times.add(roundTrip);
  }

  /** The steps of the last minute before the current one: {at, median, max, count}; at is the end [ms]. */
  steps(now) {
    const step = Math.floor(now / STEP);
    if (this.#current !== null && this.#current < step) {
      this.#finish();
    }
    this.#steps = this.#steps.filter(({ at }) => at > now - STEP * STEPS);
    return this.#steps;
  }

  clear() {
    this.#steps = [];
    this.#times.clear();
    this.#current = null;
  }

  #finish() {
    if (this.#current === null) {
      return;
    }
    const { count, max } = this.#times;
    this.#steps.push({
      at: (this.#current + 1) * STEP,
      median: this.#times.percentile(0.5),
      max,
      count,
    });
    if (this.#steps.length > STEPS) {
      this.#steps.shift();
    }
    this.#times.clear();
    this.#current = null;
  }
}
