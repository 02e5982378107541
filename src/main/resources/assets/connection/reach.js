// Whether the server of an open connection is still there. A server that stops, or a network that
// breaks, need not end TCP: the browser then has the connection open for as long as it likes.

import { isServerThere } from "./transcripts.js";

const EVERY = 5000;

/** Event: "change". Only this page's own server can be asked: others count as there. */
export class Reach extends EventTarget {
  lost = false;

  #ask;
  #every;
  #id = null;
  #timer = null;
  #heard = false;

  /**
   * @param ask resolves to whether the server answers that has a connection, given its id
   * @param every how often it is asked while nothing comes from it [ms]
   */
  constructor(connection, { ask = isServerThere, every = EVERY } = {}) {
    super();
    this.#ask = ask;
    this.#every = every;
    connection.addEventListener("connected", ({ detail: { id } }) => this.#watch(id));
    connection.addEventListener("received", () => this.#hear());
    connection.addEventListener("ended", () => this.#watch(null));
  }

  #watch(id) {
    this.#id = id;
    this.#hear();
    this.#lookLater();
  }

  #hear() {
    this.#heard = true;
    this.#become(false);
  }

  #lookLater() {
    clearTimeout(this.#timer);
    if (this.#id !== null) {
      this.#timer = setTimeout(() => this.#look(this.#id), this.#every);
    }
  }

  async #look(id) {
    if (!this.#heard) {
      const there = await this.#ask(id);
      if (id !== this.#id) {
        return;
      }
      this.#become(!there && !this.#heard);
    }
    this.#heard = false;
    this.#lookLater();
  }

  #become(lost) {
    if (this.lost !== lost) {
      this.lost = lost;
      this.dispatchEvent(new Event("change"));
    }
  }
}
