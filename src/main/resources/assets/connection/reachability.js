// Whether the server of an open connection is still reachable. If a server stops or the network
// breaks, TCP may not end, and the browser may report an open connection for a long time.

import { isServerReachable } from "./transcripts.js";

const INTERVAL = 5000;

/**
 * Polls the server of an open connection. Event: "change". Only this page's own server can be polled;
 * other servers always count as reachable.
 */
export class Reachability extends EventTarget {
  lost = false;

  #isReachable;
  #interval;
  #id = null;
  #timer = null;
  #hasReceived = false;

  /**
   * @param isReachable given the id of a connection, resolves to whether its server responds
   * @param interval between two checks; without effect while messages are received [ms]
   */
  constructor(connection, { isReachable = isServerReachable, interval = INTERVAL } = {}) {
    super();
    this.#isReachable = isReachable;
    this.#interval = interval;
    connection.addEventListener("connected", ({ detail: { id } }) => this.#watch(id));
    connection.addEventListener("received", () => this.#received());
    connection.addEventListener("ended", () => this.#watch(null));
  }

  #watch(id) {
    this.#id = id;
    this.#received();
    this.#scheduleCheck();
  }

  #received() {
    this.#hasReceived = true;
    this.#setLost(false);
  }

  #scheduleCheck() {
    clearTimeout(this.#timer);
    if (this.#id !== null) {
      this.#timer = setTimeout(() => this.#check(this.#id), this.#interval);
    }
  }

  async #check(id) {
    if (!this.#hasReceived) {
      const reachable = await this.#isReachable(id);
      if (id !== this.#id) {
        return;
      }
      this.#setLost(!reachable && !this.#hasReceived);
    }
    this.#hasReceived = false;
    this.#scheduleCheck();
  }

  #setLost(lost) {
    if (this.lost !== lost) {
      this.lost = lost;
      this.dispatchEvent(new Event("change"));
    }
  }
}
