// Announces new lines to screen readers: each line if there are few, otherwise their number. The list
// itself is not a live region, because scrolling adds and removes rows.

import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { throttled } from "../base/throttle.js";
import { echoOf, isChanged, labelOf, partsOf } from "./words.js";

const WAIT = 1000;
const MAXIMUM_READ = 3;
const MAXIMUM_CHARACTERS = 200;

export class Announcer {
  #region;
  #lines = [];
  #count = 0;
  #announce = throttled(() => this.update(), WAIT);

  constructor(region) {
    this.#region = region;
  }

  add(lines) {
    if (lines.length > 0) {
      this.#count += lines.length;
      this.#lines = [...this.#lines, ...lines.slice(0, MAXIMUM_READ)].slice(0, MAXIMUM_READ);
      this.#announce();
    }
  }

  /** Forgets what was announced, because it is in another language. */
  clear() {
    this.#region.replaceChildren();
  }

  update() {
    this.#region.replaceChildren(
      ...(this.#count > MAXIMUM_READ
        ? [text("log.newLines", number(this.#count))]
        : this.#lines.map(itemOf)),
    );
    this.#lines = [];
    this.#count = 0;
  }
}

function itemOf(line) {
  const item = document.createElement("p");
  const label = document.createElement("span");
  label.textContent = labelOf(line);
  label.translate = line.kind !== "state";
  item.append(label, " ");
  for (const { words, source } of partsOf(line)) {
    const part = document.createElement("span");
    part.textContent = words.slice(0, MAXIMUM_CHARACTERS).toWellFormed();
    part.translate = source === "page";
    item.append(part);
  }
  if (isChanged(line)) {
    item.append(" ", echoOf(line));
  }
  return item;
}
