// Opens a connection again after it was lost, with exponential backoff. Does not use the DOM.

import { MAXIMUM_ATTEMPTS, waitBefore } from "./backoff.js";

/** A connection that was open this long resets the number of attempts [ms]. */
export const STABLE = 5000;

/** Event: "change", also once a second while an attempt is waiting. */
export class Reconnector extends EventTarget {
  /** The number of the attempt that is waiting or under way; 0 for none. */
  attempt = 0;
  /** Whether the last attempt has failed, so that no other follows. */
  hasGivenUp = false;

  #isWanted;
  #open;
  #report = null;
  #dueAt = null;
  #timer = null;
  #ticker = null;
  #stableTimer = null;

  /**
   * @param isWanted given the report of an end, returns whether the visitor wants to reconnect
   * @param open opens a connection like the one of a report
   */
  constructor(connection, isWanted, open) {
    super();
    this.#isWanted = isWanted;
    this.#open = open;
    // Only a stable connection resets the backoff. One that breaks at once must not.
    connection.addEventListener("connected", () => {
      this.#stableTimer = setTimeout(() => (this.attempt = 0), STABLE);
    });
    connection.addEventListener("ended", event => this.#ended(event.detail));
  }

  /** The time until the next attempt [ms]; null if none is waiting. */
  get remaining() {
    return this.#dueAt === null ? null : Math.max(0, this.#dueAt - performance.now());
  }

  /** The address of the next attempt; null if none is waiting. */
  get address() {
    return this.#dueAt === null ? null : this.#report.address;
  }

  /** Starts the waiting attempt at once. */
  now() {
    const report = this.#report;
    if (this.#dueAt !== null) {
      this.#clear();
      this.#open(report, this.attempt);
      this.#changed();
    }
  }

  /** Discards the waiting attempt, and forgets the earlier ones. */
  stop() {
    this.#clear();
    this.attempt = 0;
    this.hasGivenUp = false;
    this.#changed();
  }

  #ended(report) {
    clearTimeout(this.#stableTimer);
    if (report.closeCalled || !this.#isWanted(report)) {
      return;
    }
    if (this.attempt === MAXIMUM_ATTEMPTS) {
      this.hasGivenUp = true;
      this.#changed();
      return;
    }
    const wait = waitBefore(++this.attempt);
    this.#report = report;
    this.#dueAt = performance.now() + wait;
    this.#timer = setTimeout(() => this.now(), wait);
    this.#ticker = setInterval(() => this.#changed(), 1000);
    this.#changed();
  }

  #clear() {
    clearTimeout(this.#timer);
    clearInterval(this.#ticker);
    this.#dueAt = null;
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
