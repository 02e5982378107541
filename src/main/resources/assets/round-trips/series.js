// The last minute in steps: what the plots show.

import { Histogram } from "./histogram.js";

export const STEP = 250;
export const STEPS = 240;

/**
 * For each step of time how many echoes came, and how long they took. It keeps the last STEPS steps
 * that have any, and the times themselves only of the step that is under way.
 */
export class Series {
  #steps = [];
  #times = new Histogram();
  #current = null;

  get isEmpty() {
    return this.#current === null && this.#steps.length === 0;
  }

  /** Takes an echo's time [ms], and when it came [ms]: never before the one before it. */
  add(roundTrip, at) {
    const step = Math.floor(at / STEP);
    if (step !== this.#current) {
      this.#finish();
      this.#current = step;
    }
    this.#times.add(roundTrip);
  }

  /** The steps of the last minute, without the one under way: {at, median, max, count}, at being its end [ms]. */
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
