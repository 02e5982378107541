// What the log holds: its last lines, as values.

export const MAXIMUM_LINES = 1000;

export class Log {
  lines = [];
  dropped = 0;

  #next = 0;

  /**
   * A line: kind ("connected", "sent", "received", "disconnected", "error", "note"), label, and as
   * far as it has them payload (from the wire), size [bytes] and detail (our words). It gets its
   * number and time here.
   */
  add(line) {
    this.lines.push({ ...line, number: this.#next++, at: new Date() });
    if (this.lines.length > MAXIMUM_LINES) {
      this.lines.shift();
      this.dropped++;
    }
  }

  clear() {
    this.lines = [];
    this.dropped = 0;
  }
}
