// The echoes of one connection: their times, and how many there were.

import { Histogram } from "./histogram.js";
import { Series } from "./series.js";

/** Takes the connection's echoes, and starts anew with each connection. */
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

  /** Echoes a second, from the sending of the first to the coming of the last; NaN if there is none. */
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
