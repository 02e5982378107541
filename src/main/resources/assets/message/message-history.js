// The messages that the visitor has sent, in the order of the arrow keys.

import { Recent } from "../base/recent.js";

const MAXIMUM_MESSAGES = 50;

/** A message is {kind, content}, as in templates.js. Stored in the browser. */
export class MessageHistory {
  #recent;
  // The place in the list; -1 is the message that is being written.
  #place = -1;
  #draft = null;

  constructor(recent = new Recent("messages", MAXIMUM_MESSAGES)) {
    this.#recent = recent;
  }

  add({ kind, content }) {
    this.#recent.add(JSON.stringify({ kind, content }));
    this.#place = -1;
  }

  /** The next older message; null if there is none. The first call keeps the draft. */
  older(draft) {
    if (this.#place === -1) {
      this.#draft = draft;
      // The last message is usually still in the field.
      const [latest] = this.#recent.values;
      if (latest !== undefined && draft !== null && latest === JSON.stringify(draft)) {
        this.#place = 0;
      }
    }
    return this.#at(this.#place + 1);
  }

  /** The next newer message, at last the draft; null if there is none. */
  newer() {
    if (this.#place === 0) {
      this.#place = -1;
      return this.#draft;
    }
    return this.#place === -1 ? null : this.#at(this.#place - 1);
  }

  /** Ends the walk through the list, because the visitor has changed the message. */
  leave() {
    this.#place = -1;
  }

  #at(place) {
    const stored = this.#recent.values[place];
    if (stored === undefined) {
      return null;
    }
    this.#place = place;
    return messageOf(stored);
  }
}

function messageOf(stored) {
  try {
    const { kind, content } = JSON.parse(stored);
    return ["text", "json", "hex"].includes(kind) && typeof content === "string"
      ? { kind, content }
      : null;
  } catch {
    return null;
  }
}
