// Values that the visitor used, such as addresses: the most recent first, stored in the browser.

import { storage } from "./controls.js";

/** The longest stored list [characters of JSON]. */
export const MAXIMUM_CHARACTERS = 64_000;

export class Recent {
  #name;
  #limit;
  #values;
  #stored;

  /**
   * @param name of the list in the storage
   * @param limit the largest number of values; the oldest are discarded
   */
  constructor(name, limit, stored = storage) {
    this.#name = name;
    this.#limit = limit;
    this.#stored = stored;
    this.#values = read(stored.get(name)).slice(0, limit);
  }

  /** The values, the most recent first. */
  get values() {
    return this.#values;
  }

  /** Adds a string as the most recent value. A string that exceeds the limit alone is not stored. */
  add(value) {
    const values = [value, ...this.#values.filter(other => other !== value)].slice(0, this.#limit);
    while (values.length > 0 && JSON.stringify(values).length > MAXIMUM_CHARACTERS) {
      values.pop();
    }
    if (values.length > 0) {
      this.#set(values);
    }
  }

  remove(value) {
    this.#set(this.#values.filter(other => other !== value));
  }

  clear() {
    this.#set([]);
  }

  #set(values) {
    this.#values = values;
    this.#stored.set(this.#name, JSON.stringify(values));
  }
}

// Another version of the page, or the visitor, may have stored anything.
function read(stored) {
  try {
    const values = JSON.parse(stored ?? "[]");
    return Array.isArray(values) ? values.filter(value => typeof value === "string") : [];
  } catch {
    return [];
  }
}
