// A client of a sequence: the page's own connection and the page's own reconnection, apart from the
// connection in the upper part of the page.

import { Connection } from "../connection/connection.js";
import { Reconnector } from "../connection/reconnector.js";

/** The arguments of close(). With 1000, the server would wait for an attempt that must not come. */
const LAST_CLOSE = [4000, "test over"];

/** Event: "change". */
export class SequenceClient extends EventTarget {
  /** How many connections the client has opened. */
  attempts = 0;
  /** Whether the client has given up, or does not want to come back. */
  hasEnded = false;

  #connection = new Connection();
  #reconnector;

  /** @param isWanted given the report of an end, returns whether the client is to come back */
  constructor(isWanted) {
    super();
    this.#reconnector = new Reconnector(this.#connection, isWanted, ({ address }) =>
      this.#open(address),
    );
    // The reconnector has been told before.
    this.#connection.addEventListener("ended", () => {
      this.hasEnded = !this.isWaiting;
    });
    this.#connection.addEventListener("state", () => this.#changed());
    this.#reconnector.addEventListener("change", () => this.#changed());
  }

  start(address) {
    this.#open(address);
  }

  /** Ends the connection, and opens no other. */
  stop() {
    this.#reconnector.stop();
    this.hasEnded = true;
    if (this.#connection.state === WebSocket.CONNECTING) {
      this.#connection.cancel();
    } else if (this.#connection.state === WebSocket.OPEN) {
      this.#connection.close(...LAST_CLOSE);
    }
  }

  /** readyState of the current or the last connection. */
  get state() {
    return this.#connection.state;
  }

  /** The number of the next attempt to come back; 0 if none is waiting or under way. */
  get retry() {
    return this.#reconnector.attempt;
  }

  /** Whether the client waits before it comes back. */
  get isWaiting() {
    return this.#reconnector.remaining !== null;
  }

  #open(address) {
    this.attempts++;
    this.#connection.open(address);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
