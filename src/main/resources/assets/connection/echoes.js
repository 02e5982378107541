// Matches received messages with the sent messages that they echo.

export const MAXIMUM_WAITING = 10_000;
export const MAXIMUM_BYTES = 64 << 20;

/**
 * Retains sent messages until their echoes are received. Their number and their bytes are bounded:
 * beyond that, the oldest are discarded and count as unanswered.
 */
export class Echoes {
  #waiting = [];
  #first = 0;
  #bytes = 0;

  /** How many messages wait for their echo. */
  get size() {
    return this.#waiting.length - this.#first;
  }

  /** When the oldest waiting message was sent [ms]; null if none is waiting. */
  get oldestAt() {
    return this.size === 0 ? null : this.#waiting[this.#first].at;
  }

  /** Adds a message: data, at (when it was sent [ms]), and any other members. */
  sent(message) {
    // A message that is sent repeatedly uses memory only once.
    const memory = message.data === this.#waiting.at(-1)?.data ? 0 : memoryOf(message.data);
    this.#waiting.push({ ...message, memory });
    this.#bytes += memory;
    while (this.size > MAXIMUM_WAITING || (this.#bytes > MAXIMUM_BYTES && this.size > 1)) {
      this.#discard(1);
    }
  }

  /**
   * Returns the sent message that these data are the echo of, or null. Echoes are received in order,
   * so all messages that were sent before it are discarded.
   */
  received(data) {
    for (let index = this.#first; index < this.#waiting.length; index++) {
      const message = this.#waiting[index];
      if (equal(message.data, data)) {
        this.#discard(index + 1 - this.#first);
        return message;
      }
    }
    return null;
  }

  // Moves the start index, because shifting a long array for every message would be slow. Removes the
  // unused part now and then.
  #discard(count) {
    for (let index = this.#first; index < this.#first + count; index++) {
      this.#bytes -= this.#waiting[index].memory;
    }
    this.#waiting.fill(null, this.#first, this.#first + count);
    this.#first += count;
    if (this.#first > MAXIMUM_WAITING) {
      this.#waiting.splice(0, this.#first);
      this.#first = 0;
    }
  }
}

// The approximate memory of a message [bytes]: a character of a string may need two.
function memoryOf(data) {
  return typeof data === "string" ? 2 * data.length : data.byteLength;
}

function equal(one, other) {
  if (typeof one === "string" || typeof other === "string") {
    return one === other;
  }
  if (one.byteLength !== other.byteLength) {
    return false;
  }
  const [left, right] = [bytes(one), bytes(other)];
  // Four bytes at a time, because a thousand messages of 1 MiB may be received in a second.
  const words = left.byteOffset % 4 === 0 && right.byteOffset % 4 === 0 ? left.length >> 2 : 0;
  return (
    same(
      new Int32Array(left.buffer, words && left.byteOffset, words),
      new Int32Array(right.buffer, words && right.byteOffset, words),
      0,
    ) && same(left, right, words << 2)
  );
}

function same(left, right, from) {
  for (let index = from; index < left.length; index++) {
    if (left[index] !== right[index]) {
      return false;
    }
  }
  return true;
}

function bytes(data) {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
