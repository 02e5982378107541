// The last lines of the log, as values.

export const MAXIMUM_LINES = 10_000;
export const MAXIMUM_BYTES = 64 * 1024 * 1024;

export class Log {
  lines = [];
  dropped = 0;

  #next = 0;
  #bytes = 0;
  #firstWithData = 0;

  /**
   * Adds a line, with its number and the time. If all data exceed the limit, the data of the oldest
   * lines become null. Members of a line:
   *
   * - kind: "connected", "sent", "received", "disconnected", "error", "note" or "state"
   * - label
   * - of a message: data (a string or an ArrayBuffer), size [bytes], roundTrip [ms]
   * - of another line: payload (from the wire), close (code, reason and wasClean of an end)
   * - detail: text of the page
   *
   * All but kind and label are optional.
   */
  add(line) {
    const added = { ...line, number: this.#next++, at: new Date() };
    this.lines.push(added);
    this.#bytes += weight(added);
    if (this.lines.length > MAXIMUM_LINES) {
      this.#bytes -= weight(this.lines.shift());
      this.dropped++;
    }
    this.#dropOldData();
  }

  clear() {
    this.lines = [];
    this.dropped = 0;
    this.#bytes = 0;
  }

  #dropOldData() {
    const start = this.lines[0].number;
    this.#firstWithData = Math.max(this.#firstWithData, start);
    while (this.#bytes > MAXIMUM_BYTES) {
      const line = this.lines[this.#firstWithData++ - start];
      this.#bytes -= weight(line);
      if (line.data !== undefined) {
        line.data = null;
      }
    }
  }
}

function weight(line) {
  return line.data === undefined || line.data === null ? 0 : line.size;
}
