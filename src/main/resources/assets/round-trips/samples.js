// The echoes of one connection: their number and their round-trip times.

import { Histogram } from "./histogram.js";
import { Series } from "./series.js";

/** Records the connection's echoes. Every new connection resets it. */
export class Samples {
  times = new Histogram();
  series = new Series();

  #from = null;
  #until = null;

  constructor(connection) {
    connection.addEventListener("connected", () => this.clear());
    connection.addEventListener("received", ({ detail: { roundTrip, at } }) => {
      if (roundTrip !== null) {
        this.#add(roundTrip, at);
      }
    });
  }

  /** Echoes per second, from the sending of the first to the receipt of the last; NaN if there is none. */
  get rate() {
    return this.#until > this.#from ? this.times.count / ((this.#until - this.#from) / 1000) : NaN;
  }

  clear() {
    this.times.clear();
    this.series.clear();
    this.#from = null;
    this.#until = null;
  }

  #add(roundTrip, at) {
    this.#from ??= at - roundTrip;
    this.#until = at;
    this.times.add(roundTrip);
    this.series.add(roundTrip, at);
  }
}
