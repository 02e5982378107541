// Follows a sequence by repeated requests. Does not use the DOM.

import { httpAddress, ownServer } from "../connection/address.js";
import { hasEnded } from "./attempts.js";

const PATIENCE = 10_000;
const NO_CONTENT = 204;
const BUSY = [429, 503];

/** The time between two requests [ms]. */
export const INTERVAL = 1000;

/** The time after a request that the server rejected because of too many, or that failed [ms]. */
export const PAUSE = 5000;

/** The longest time without any change before the watch is over [ms]. */
export const LONGEST_SILENCE = 300_000;

/** How long finish() waits for the end of the last attempt [ms]. */
export const LAST_WAIT = 5000;

/** The address of a sequence's attempts. */
export function sequenceAddress(key, query = "") {
  return httpAddress(new URL(`sequences/${key}${query === "" ? "" : `?${query}`}`, ownServer()));
}

/**
 * Requests the attempts of a sequence.
 *
 * @returns {sequence, absence}; without a sequence, the absence is "none" (no attempt yet), "busy",
 *     "unreachable", or "rejected"
 */
export async function requestSequence(key, query) {
  try {
    const response = await fetch(
      sequenceAddress(key, ["absent=empty", query].filter(Boolean).join("&")),
      { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) },
    );
    if (response.status === NO_CONTENT) {
      return { sequence: null, absence: "none" };
    }
    if (response.ok) {
      return { sequence: await response.json(), absence: null };
    }
    const isBusy = BUSY.includes(response.status);
    return { sequence: null, absence: isBusy ? "busy" : "rejected" };
  } catch {
    return { sequence: null, absence: "unreachable" };
  }
}

export class SequenceWatch {
  #show;
  #request;
  #key = null;
  #query = "";
  #timer = null;
  #changedAt = 0;
  #finishAt = Number.POSITIVE_INFINITY;
  #seen = "";
  #number = 0;

  /**
   * @param show receives each answer of requestSequence(), with isUnchanged: whether the attempts are
   *     those of the answer before; isOver: whether it is the last
   * @param request like requestSequence()
   */
  constructor(show, request = requestSequence) {
    this.#show = show;
    this.#request = request;
  }

  get isWatching() {
    return this.#key !== null;
  }

  /** Starts to watch a sequence, instead of the one before. */
  start(key, query) {
    this.stop();
    this.#key = key;
    this.#query = query;
    this.#changedAt = performance.now();
    this.#finishAt = Number.POSITIVE_INFINITY;
    this.#seen = "";
    this.#poll();
  }

  /** Asks for another verdict from now on. */
  ask(query) {
    if (query !== this.#query) {
      this.#query = query;
      this.#changedAt = performance.now();
    }
  }

  /** Ends the watch as soon as the last attempt has ended, or after a short time. */
  finish() {
    this.#finishAt = Math.min(this.#finishAt, performance.now() + LAST_WAIT);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#key = null;
    // An answer that is still under way is discarded.
    this.#number++;
  }

  async #poll() {
    const number = this.#number;
    const answer = await this.#request(this.#key, this.#query);
    if (number !== this.#number) {
      return;
    }
    const { sequence, absence } = answer;
    const seen = JSON.stringify(sequence?.attempts ?? null);
    const now = performance.now();
    const isUnchanged = seen === this.#seen;
    if (!isUnchanged) {
      this.#seen = seen;
      this.#changedAt = now;
    }
    const last = sequence?.attempts.at(-1);
    const isFinished =
      now >= this.#finishAt
      || (Number.isFinite(this.#finishAt) && last !== undefined && hasEnded(last));
    const isOver = isFinished || absence === "rejected" || now - this.#changedAt > LONGEST_SILENCE;
    if (isOver) {
      this.stop();
    } else {
      const wait = absence === "busy" || absence === "unreachable" ? PAUSE : INTERVAL;
      this.#timer = setTimeout(() => this.#poll(), wait);
    }
    this.#show({ ...answer, isUnchanged, isOver });
  }
}
