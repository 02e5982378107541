// The last lines of the log, as values.

export const MAXIMUM_LINES = 10_000;
export const MAXIMUM_BYTES = 64 * 1024 * 1024;

export class Log {
  lines = [];
  dropped = 0;

  /** How many lines are about readyState. */
  states = 0;

  #next = 0;
  #bytes = 0;
  #firstWithData = 0;

  /**
   * Adds a line, with its number and the time. If all data exceed the limit, the data of the oldest
   * lines become null. Members of a line:
   *
   * - kind: "connected", "sent", "received", "disconnected", "error", "note" or "state"
   * - of a message: data (a string or an ArrayBuffer), size [bytes], roundTrip [ms], changedFrom (what
   *   was sent, if the message is an echo that differs from it)
   * - of a note: label, a text
   * - of another line: payload (from the wire), close (code, reason and wasClean of an end)
   * - detail: a text
   *
   * A text is an array with a text key and its values; see resolve() in words.js. A line has no words,
   * because the language may change. All but kind are optional.
   */
  add(line) {
    const added = { ...line, number: this.#next++, at: new Date() };
    this.lines.push(added);
    this.#count(added, 1);
    if (this.lines.length > MAXIMUM_LINES) {
      this.#count(this.lines.shift(), -1);
      this.dropped++;
    }
    this.#dropOldData();
  }

  clear() {
    this.lines = [];
    this.dropped = 0;
    this.states = 0;
    this.#bytes = 0;
  }

  #count(line, times) {
    this.states += line.kind === "state" ? times : 0;
    this.#bytes += times * weight(line);
  }

  #dropOldData() {
    const start = this.lines[0].number;
    this.#firstWithData = Math.max(this.#firstWithData, start);
    while (this.#bytes > MAXIMUM_BYTES) {
      const line = this.lines[this.#firstWithData++ - start];
      this.#bytes -= weight(line);
      for (const member of ["data", "changedFrom"]) {
        if (line[member] !== undefined) {
          line[member] = null;
        }
      }
    }
  }
}

function weight(line) {
  const original = line.changedFrom ?? "";
  return (line.data ?? null) === null ? 0 : line.size + (original.byteLength ?? original.length);
}
