// Reads new lines out to those who do not see them: each one while they are few, else how many came.
// The list itself is no live region: rows come and go there by scrolling.

import { number } from "../base/format.js";
import { soon } from "../base/soon.js";
import { text } from "../base/texts.js";
import { detailOf, wireText } from "./words.js";

const WAIT = 1000;
const MAXIMUM_READ = 3;
const MAXIMUM_CHARACTERS = 200;

export class Announcer {
  #region;
  #lines = [];
  #count = 0;
  #speak = soon(() => this.update(), WAIT);

  constructor(region) {
    this.#region = region;
  }

  add(lines) {
    if (lines.length > 0) {
      this.#count += lines.length;
      this.#lines = [...this.#lines, ...lines.slice(0, MAXIMUM_READ)].slice(0, MAXIMUM_READ);
      this.#speak();
    }
  }

  update() {
    this.#region.replaceChildren(
      ...(this.#count > MAXIMUM_READ
        ? [text("log.newLines", number(this.#count))]
        : this.#lines.map(words)),
    );
    this.#lines = [];
    this.#count = 0;
  }
}

function words(line) {
  const item = document.createElement("p");
  const payload = document.createElement("span");
  payload.translate = false;
  const content = `${line.kind === "state" ? line.label : ""} ${wireText(line)}`.trim();
  payload.textContent = content.slice(0, MAXIMUM_CHARACTERS).toWellFormed();
  item.append(line.kind === "state" ? "" : line.label, " ", payload, " ", detailOf(line) ?? "");
  return item;
}
