// A run: many messages of one kind to a peer that echoes, and how fast they came back.

import { Histogram } from "./histogram.js";

export const MAXIMUM_SIZE = 1024 * 1024;
export const MAXIMUM_COUNT = 1_000_000;

/** How many echoes a run waits for at once, in each mode; Echoes remembers ten times as many. */
export const IN_FLIGHT = { pingPong: 1, flood: 1000 };

const MAXIMUM_BUFFERED = 1024 * 1024;
const SLICE = 8;
const BUFFER_WAIT = 2;
const WATCH = 250;
const PATIENCE = 5000;

/**
 * Sends `count` messages over an open connection, with at most IN_FLIGHT[mode] of them unanswered.
 * It yields to the page after every few milliseconds, and it waits while the browser has not sent
 * what it was given already.
 *
 * It ends by itself: outcome is then "done", "stopped", "silent" (nothing came back for a while) or
 * "ended" (the connection did).
 */
export class Run {
  sent = 0;
  echoed = 0;
  outcome = null;
  times = new Histogram();

  #connection;
  #message;
  #inFlight;
  #over = new AbortController();
  #settle;
  #startedAt = null;
  #endedAt = null;
  #turn = new MessageChannel();
  #turnComes = false;
  #lastSign = null;
  #lastBuffered = 0;
  #watch = null;
  #bufferTimer = null;

  /** settings: mode ("pingPong", "flood"), kind ("text", "binary"), size [bytes], count. */
  constructor(connection, settings) {
    this.#connection = connection;
    this.settings = settings;
    this.#inFlight = IN_FLIGHT[settings.mode];
    this.#message = messageOf(settings);
  }

  /** Resolves to the outcome. */
  start() {
    const { promise, resolve } = Promise.withResolvers();
    this.#settle = resolve;
    const { signal } = this.#over;
    this.#connection.addEventListener("received", event => this.#received(event.detail), {
      signal,
    });
    this.#connection.addEventListener("ended", () => this.#end("ended"), { signal });
    this.#turn.port1.onmessage = () => {
      this.#turnComes = false;
      this.#send();
    };
    this.#startedAt = this.#lastSign = performance.now();
    this.#watch = setInterval(() => this.#look(), WATCH);
    this.#send();
    return promise;
  }

  stop() {
    this.#end("stopped");
  }

  /** From the first message to the last echo, or to now [ms]. */
  get elapsed() {
    return (this.#endedAt ?? performance.now()) - this.#startedAt;
  }

  get unanswered() {
    return this.sent - this.echoed;
  }

  /** The payload that went there and came back [bytes]. */
  get bytes() {
    return this.echoed * this.settings.size;
  }

  #send() {
    const sliceEnd = performance.now() + SLICE;
    while (
      this.outcome === null
      && this.sent < this.settings.count
      && this.unanswered < this.#inFlight
    ) {
      if (this.#connection.state !== WebSocket.OPEN) {
        this.#end("ended");
      } else if (this.#connection.bufferedAmount > MAXIMUM_BUFFERED) {
        // The browser does not say when it has sent what it holds.
        this.#bufferTimer ??= setTimeout(() => {
          this.#bufferTimer = null;
          this.#send();
        }, BUFFER_WAIT);
        return;
      } else if (performance.now() > sliceEnd) {
        this.#takeTurn();
        return;
      } else {
        this.sent++;
        this.#connection.send(this.#message, this);
      }
    }
  }

  // A timer would wait 4 ms after some rounds, and a second where the page is hidden.
  #takeTurn() {
    if (!this.#turnComes) {
      this.#turnComes = true;
      this.#turn.port2.postMessage(null);
    }
  }

  #received({ run, roundTrip, at }) {
    if (run !== this || this.outcome !== null) {
      return;
    }
    this.echoed++;
    this.times.add(roundTrip);
    this.#lastSign = at;
    if (this.echoed === this.settings.count) {
      this.#end("done");
    } else if (!this.#turnComes && this.#bufferTimer === null) {
      this.#send();
    }
  }

  // A large message on a slow line takes long: while the browser still sends, that is a sign as well.
  #look() {
    const buffered = this.#connection.bufferedAmount;
    if (buffered !== this.#lastBuffered) {
      this.#lastBuffered = buffered;
      this.#lastSign = performance.now();
    } else if (performance.now() - this.#lastSign > PATIENCE) {
      this.#end("silent");
    }
  }

  #end(outcome) {
    if (this.outcome !== null) {
      return;
    }
    this.outcome = outcome;
    this.#endedAt =
      outcome === "silent" ? Math.max(this.#lastSign, this.#startedAt) : performance.now();
    this.#over.abort();
    clearInterval(this.#watch);
    clearTimeout(this.#bufferTimer);
    this.#turn.port1.close();
    this.#settle(outcome);
  }
}

// Random, for a message of one letter would tell how fast compression is.
function messageOf({ kind, size }) {
  const bytes = new Uint8Array(size);
  const most = 65_536;
  for (let start = 0; start < size; start += most) {
    crypto.getRandomValues(bytes.subarray(start, start + most));
  }
  if (kind === "binary") {
    return bytes.buffer;
  }
  // One byte each in UTF-8: printable ASCII.
  return new TextDecoder().decode(bytes.map(byte => 0x20 + (byte % 0x5f)));
}
