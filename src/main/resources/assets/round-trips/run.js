// A run: many messages of one kind to a peer that echoes them, with their round-trip times.

import { Histogram } from "./histogram.js";

export const MAXIMUM_SIZE = 1024 * 1024;
export const MAXIMUM_COUNT = 1_000_000;

/** The most unanswered messages in each mode. Echoes retains ten times as many. */
export const IN_FLIGHT = { pingPong: 1, flood: 1000 };

const MAXIMUM_BUFFERED = 1024 * 1024;

/** How long a run sends before it yields to the page [ms]. */
const SLICE = 8;

/** The interval at which a full buffer is checked again [ms]. */
const BUFFER_WAIT = 2;

/** The interval at which the progress is checked [ms]. */
const PROGRESS_INTERVAL = 250;

/** A run without progress for this time ends [ms]. */
const PATIENCE = 5000;

/**
 * Sends `count` messages over an open connection, with at most IN_FLIGHT[mode] of them unanswered.
 * Yields to the page every few milliseconds, and waits while the browser's send buffer is full.
 *
 * A run ends by itself. Its outcome is null until then, and afterwards "done", "stopped", "silent"
 * (no progress for a while) or "ended" (the connection has ended).
 */
export class Run {
  sent = 0;
  echoed = 0;
  outcome = null;
  times = new Histogram();

  #connection;
  #message;
  #inFlight;
  #listeners = new AbortController();
  #settle;
  #startedAt = null;
  #endedAt = null;
  #channel = new MessageChannel();
  #isScheduled = false;
  #lastProgress = null;
  #lastBuffered = 0;
  #progressTimer = null;
  #bufferTimer = null;

  /** @param settings mode ("pingPong" or "flood"), kind ("text" or "binary"), size [bytes], count */
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
    const { signal } = this.#listeners;
    this.#connection.addEventListener("received", event => this.#received(event.detail), {
      signal,
    });
    this.#connection.addEventListener("ended", () => this.#end("ended"), { signal });
    this.#channel.port1.onmessage = () => {
      this.#isScheduled = false;
      this.#send();
    };
    this.#startedAt = this.#lastProgress = performance.now();
    this.#progressTimer = setInterval(() => this.#checkProgress(), PROGRESS_INTERVAL);
    this.#send();
    return promise;
  }

  stop() {
    this.#end("stopped");
  }

  /** The time from the first message to the last echo, or until now [ms]. */
  get elapsed() {
    return (this.#endedAt ?? performance.now()) - this.#startedAt;
  }

  get unanswered() {
    return this.sent - this.echoed;
  }

  /** The payload of all echoes [bytes]. */
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
        // No event reports that the browser has sent its buffer.
        this.#bufferTimer ??= setTimeout(() => {
          this.#bufferTimer = null;
          this.#send();
        }, BUFFER_WAIT);
        return;
      } else if (performance.now() > sliceEnd) {
        this.#schedule();
        return;
      } else {
        this.sent++;
        this.#connection.send(this.#message, this);
      }
    }
  }

  // Not a timer: nested timers wait at least 4 ms, and one second while the page is hidden.
  #schedule() {
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      this.#channel.port2.postMessage(null);
    }
  }

  #received({ run, roundTrip, at }) {
    if (run !== this || this.outcome !== null) {
      return;
    }
    this.echoed++;
    this.times.add(roundTrip);
    this.#lastProgress = at;
    if (this.echoed === this.settings.count) {
      this.#end("done");
    } else if (!this.#isScheduled && this.#bufferTimer === null) {
      this.#send();
    }
  }

  // A large message takes long on a slow network, so a changing buffer counts as progress too.
  #checkProgress() {
    const buffered = this.#connection.bufferedAmount;
    if (buffered !== this.#lastBuffered) {
      this.#lastBuffered = buffered;
      this.#lastProgress = performance.now();
    } else if (performance.now() - this.#lastProgress > PATIENCE) {
      this.#end("silent");
    }
  }

  #end(outcome) {
    if (this.outcome !== null) {
      return;
    }
    this.outcome = outcome;
    this.#endedAt =
      outcome === "silent" ? Math.max(this.#lastProgress, this.#startedAt) : performance.now();
    this.#listeners.abort();
    clearInterval(this.#progressTimer);
    clearTimeout(this.#bufferTimer);
    this.#channel.port1.close();
    this.#settle(outcome);
  }
}

// Random data, because repeated letters would measure the compression.
function messageOf({ kind, size }) {
  const bytes = new Uint8Array(size);
  const longest = 65_536; // the limit of getRandomValues()
  for (let start = 0; start < size; start += longest) {
    crypto.getRandomValues(bytes.subarray(start, start + longest));
  }
  if (kind === "binary") {
    return bytes.buffer;
  }
  // Printable ASCII, so that each character has one byte in UTF-8.
  return new TextDecoder().decode(bytes.map(byte => 0x20 + (byte % 0x5f)));
}
