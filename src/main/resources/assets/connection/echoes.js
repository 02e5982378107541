// Matches received messages with the sent messages that they echo.

import { resembles } from "./resemblance.js";

export const MAXIMUM_WAITING = 10_000;
export const MAXIMUM_BYTES = 64 << 20;

/** How many messages with a changed echo are retained, in case that their real echo follows. */
const MAXIMUM_CHANGED = 100;

/** How many bytes of each end of a binary message its key depends on. */
const HASHED = 32;

/**
 * Retains sent messages until their echoes are received. Their number and their bytes are bounded:
 * beyond that, the oldest are discarded and count as unanswered.
 *
 * Messages are a linked list in the order in which they were sent. Those with the same key are linked
 * too, so that an echo is found at once, however many messages wait.
 */
export class Echoes {
  #head = null;
  #tail = null;
  #oldest = null;
  #size = 0;
  #changed = 0;
  #bytes = 0;
  #byKey = new Map();
  #lastEcho = null;
  // Whether there were echoes, and nothing else was received and no message was left out.
  #isRegular = null;

  /** How many messages wait for their echo. */
  get size() {
    return this.#size;
  }

  /** When the oldest waiting message was sent [ms]; null if none is waiting. */
  get oldestAt() {
    return this.#oldest?.at ?? null;
  }

  /** Adds a message: data, at (when it was sent [ms]), and any other members. */
  sent(message) {
    // A message that is sent repeatedly uses memory only once.
    const memory = message.data === this.#tail?.message.data ? 0 : memoryOf(message.data);
    const entry = {
      message,
      memory,
      at: message.at,
      key: keyOf(message.data),
      next: null,
      same: null,
    };
    if (this.#tail === null) {
      this.#head = entry;
    } else {
      this.#tail.next = entry;
    }
    this.#tail = entry;
    this.#oldest ??= entry;
    this.#size++;
    this.#bytes += memory;
    const chain = this.#byKey.get(entry.key);
    if (chain === undefined) {
      this.#byKey.set(entry.key, { first: entry, last: entry });
    } else {
      chain.last = chain.last.same = entry;
    }
    while (
      this.#size > MAXIMUM_WAITING
      || (this.#bytes > MAXIMUM_BYTES && this.#size + this.#changed > 1)
    ) {
      this.#discardHead();
    }
  }

  /**
   * Returns {message, isChanged} for the sent message that these data answer, or null.
   *
   * Data that equal a waiting message are its echo. Echoes are received in order, so all messages
   * that were sent before it are discarded.
   *
   * Other data are a changed echo of the oldest waiting message if both are text or both are binary,
   * and either they resemble each other, or every message so far was echoed. So a message that the
   * server sends by itself is rarely taken for a changed echo, and at most once if it resembles none.
   */
  received(data) {
    const entry = this.#find(data);
    if (entry !== null) {
      this.#isRegular =
        this.#isRegular !== false && (this.#oldest === entry || this.#head === entry);
      while (this.#head !== entry) {
        this.#discardHead();
      }
      this.#discardHead();
      this.#lastEcho = entry.message.data;
      return { message: entry.message, isChanged: false };
    }
    if (this.#isChangedEcho(data)) {
      const { message } = this.#oldest;
      this.#oldest = this.#oldest.next;
      this.#size--;
      this.#changed++;
      if (this.#changed > MAXIMUM_CHANGED) {
        this.#discardHead();
      }
      return { message, isChanged: true };
    }
    this.#isRegular = false;
    return null;
  }

  #find(data) {
    let entry = this.#byKey.get(keyOf(data))?.first ?? null;
    while (entry !== null && !equal(entry.message.data, data)) {
      entry = entry.same;
    }
    return entry;
  }

  #isChangedEcho(data) {
    const sent = this.#oldest?.message.data;
    if (sent === undefined || (typeof sent === "string") !== (typeof data === "string")) {
      return false;
    }
    // A second echo of the same message.
    if (this.#lastEcho !== null && equal(this.#lastEcho, data)) {
      return false;
    }
    return this.#isRegular === true || resembles(sent, data);
  }

  #discardHead() {
    const entry = this.#head;
    if (entry === this.#oldest) {
      this.#oldest = entry.next;
      this.#size--;
    } else {
      this.#changed--;
    }
    this.#bytes -= entry.memory;
    const chain = this.#byKey.get(entry.key);
    if (entry.same === null) {
      this.#byKey.delete(entry.key);
    } else {
      chain.first = entry.same;
    }
    this.#head = entry.next;
    if (this.#head === null) {
      this.#tail = null;
    }
    // Otherwise a discarded entry that the garbage collector has not found yet would retain the others.
    entry.next = entry.same = null;
  }
}

// The approximate memory of a message [bytes]: a character of a string may need two.
function memoryOf(data) {
  return typeof data === "string" ? 2 * data.length : data.byteLength;
}

// Equal data have equal keys. Different binary data may have the same key too.
function keyOf(data) {
  if (typeof data === "string") {
    return data;
  }
  const content = bytes(data);
  const { length } = content;
  let hash = length;
  for (let index = 0; index < Math.min(length, HASHED); index++) {
    hash = (Math.imul(hash, 31) + content[index] + content[length - 1 - index]) | 0;
  }
  return hash;
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
