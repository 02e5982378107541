// Which received message is the echo of which sent one, and how long it took.

export const MAXIMUM_WAITING = 10_000;
export const MAXIMUM_BYTES = 64 << 20;

/**
 * Remembers sent messages until their echoes come. A peer that echoes nothing fills it up to its
 * bounds, of messages and of bytes: the oldest then count as unanswered.
 */
export class Echoes {
  #waiting = [];
  #first = 0;
  #bytes = 0;

  /** How many messages wait for their echo. */
  get size() {
    return this.#waiting.length - this.#first;
  }

  /** Notes a message: its data, when it was sent [ms], and whatever belongs to it. */
  sent(message) {
    // A message that is sent over and over is in the memory once.
    const memory = message.data === this.#waiting.at(-1)?.data ? 0 : memoryOf(message.data);
    this.#waiting.push({ ...message, memory });
    this.#bytes += memory;
    while (this.size > MAXIMUM_WAITING || (this.#bytes > MAXIMUM_BYTES && this.size > 1)) {
      this.#forget(1);
    }
  }

  /**
   * The sent message that this one is the echo of, or null. Echoes come in order: what was sent
   * before it will not be answered any more.
   */
  received(data) {
    for (let index = this.#first; index < this.#waiting.length; index++) {
      const message = this.#waiting[index];
      if (equal(message.data, data)) {
        this.#forget(index + 1 - this.#first);
        return message;
      }
    }
    return null;
  }

  // Shifting a long array for every message would be slow: its start moves, and is cut off at times.
  #forget(count) {
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

// What a message takes, about: a character of a string may take two bytes.
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
  // Four bytes at a time: a message may have a mebibyte, and a thousand of them come in a second.
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
