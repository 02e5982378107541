// Sends a message repeatedly, no faster than the browser sends it.

export const MAXIMUM_COUNT = 10_000;
export const MAXIMUM_INTERVAL = 60_000;
export const MAXIMUM_BUFFERED = 1024 * 1024;

const BATCH = 100;
const WAIT_FOR_BUFFER = 20;

export class Repeater {
  #timer = null;
  #connection;
  #changed;

  /**
   * @param changed is called with the progress, {sent, count, waiting, state}; state is "running",
   *     "done", "stopped" or "ended" (the connection has ended)
   */
  constructor(connection, changed) {
    this.#connection = connection;
    this.#changed = changed;
    this.progress = null;
    connection.addEventListener("ended", () => this.#finish("ended"));
  }

  get isRunning() {
    return this.#timer !== null;
  }

  /** Sends messageOf(number) for the numbers 1 to count, one per interval [ms]. */
  start(messageOf, count, interval) {
    this.stop();
    const startedAt = performance.now();
    this.progress = { sent: 0, count, waiting: false, state: "running" };
    const next = () => {
      if (this.#connection.state !== WebSocket.OPEN) {
        this.#finish("ended");
        return;
      }
      const { progress } = this;
      // Without an interval, a batch is sent at a time, so that the page stays responsive.
      for (
        let left = interval === 0 ? BATCH : 1;
        left > 0 && progress.sent < count && !this.#isFull();
        left--
      ) {
        this.#connection.send(messageOf(++progress.sent));
        if (this.progress !== progress || progress.state !== "running") {
          return;
        }
      }
      progress.waiting = this.#isFull();
      if (progress.sent === count) {
        this.#finish("done");
        return;
      }
      this.#changed(progress);
      // Each message's time is relative to the start, so that late timers do not add up.
      const wait = progress.waiting
        ? WAIT_FOR_BUFFER
        : startedAt + progress.sent * interval - performance.now();
      this.#timer = setTimeout(next, Math.max(0, wait));
    };
    this.#timer = setTimeout(next, 0);
    this.#changed(this.progress);
  }

  stop() {
    this.#finish("stopped");
  }

  #isFull() {
    return this.#connection.bufferedAmount > MAXIMUM_BUFFERED;
  }

  #finish(state) {
    if (this.isRunning) {
      clearTimeout(this.#timer);
      this.#timer = null;
      Object.assign(this.progress, { state, waiting: false });
      this.#changed(this.progress);
    }
  }
}

/** Parses an integer within bounds; null if the text is none. */
export function parseInteger(content, minimum, maximum) {
  const value = /^[0-9]{1,9}$/.test(content.trim()) ? Number(content) : NaN;
  return value >= minimum && value <= maximum ? value : null;
}
