// What the log holds: its last lines, as values.

export const MAXIMUM_LINES = 10_000;
export const MAXIMUM_BYTES = 64 * 1024 * 1024;

export class Log {
  lines = [];
  dropped = 0;

  #next = 0;
  #bytes = 0;
  #firstWithData = 0;

  /**
   * A line: kind ("connected", "sent", "received", "disconnected", "error", "note", "state"), label,
   * and as far as it has them
   *  - of a message: data (a string or an ArrayBuffer), size [bytes], roundTrip [ms];
   *  - of anything else: payload (from the wire), close (code, reason and wasClean of an end);
   *  - detail (our words).
   * It gets its number and time here. Where the log becomes too heavy, the oldest lines lose their
   * data: it is null then.
   */
  add(line) {
    const added = { ...line, number: this.#next++, at: new Date() };
    this.lines.push(added);
    this.#bytes += weight(added);
    if (this.lines.length > MAXIMUM_LINES) {
      this.#bytes -= weight(this.lines.shift());
      this.dropped++;
    }
    this.#lighten();
  }

  clear() {
    this.lines = [];
    this.dropped = 0;
    this.#bytes = 0;
  }

  #lighten() {
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
