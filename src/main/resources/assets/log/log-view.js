// The log's card: the list of lines, the filter, and the buttons.

import { copy, save } from "../base/clipboard.js";
import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { throttled } from "../base/throttle.js";
import { Announcer } from "./announcer.js";
import { hexOf } from "./dump.js";
import { jsonParts } from "./export.js";
import { filterOf } from "./filter.js";
import { MAXIMUM_LINES } from "./log.js";
import { RowsView } from "./rows-view.js";
import { plainText, wireText } from "./words.js";

const FEEDBACK_TIME = 2000;
const FILTER_DELAY = 150;

export class LogView {
  #log;
  #list = document.getElementById("output");
  #filterText = document.getElementById("log-filter");
  #filterKinds = [...document.querySelectorAll("#log-kinds input")];
  #newest = document.getElementById("log-newest");
  #feedback = document.getElementById("log-feedback");
  #feedbackTimer = null;
  #announcer = new Announcer(document.getElementById("log-live"));
  #rows = new RowsView(this.#list, () => this.#updateNewest());
  #passes;
  #shown = [];
  #next = 0;
  #unseen = 0;
  #updateSoon = throttled(() => this.update());

  constructor(log) {
    this.#log = log;
    onClick("log-clear", () => this.clear());
    onClick("log-copy", async () =>
      this.#showCopied(await copy(this.#shown.map(plainText).join(""))),
    );
    onClick("log-save", () => save(`${fileName()}.txt`, "text/plain", this.#shown.map(plainText)));
    onClick("log-save-json", () =>
      save(`${fileName()}.json`, "application/json", jsonParts(this.#shown)),
    );
    onClick("log-newest", () => this.#scrollToNewest());
    this.#filterText.addEventListener(
      "input",
      throttled(() => this.#filter(), FILTER_DELAY),
    );
    this.#filterKinds.forEach(box => box.addEventListener("change", () => this.#filter()));
    this.#list.addEventListener("click", event => this.#copyRow(event));
    this.#list.addEventListener("copy", event => this.#copySelection(event));
    this.#filter();
  }

  add(line) {
    this.#log.add(line);
    // A burst of lines costs one update.
    this.#updateSoon();
  }

  /** Updates the list to the current lines of the log. */
  update() {
    const { lines } = this.#log;
    const first = lines[0]?.number ?? this.#next;
    const fresh = lines.slice(Math.max(0, this.#next - first)).filter(this.#passes);
    this.#next = first + lines.length;
    const firstIndex = this.#shown.findIndex(line => line.number >= first);
    this.#shown.splice(0, firstIndex === -1 ? this.#shown.length : firstIndex);
    this.#shown.push(...fresh);
    this.#unseen += fresh.length;
    this.#rows.advance(first, fresh);
    this.#announcer.add(fresh);
    this.#updateWords();
  }

  /** Removes all lines. */
  clear() {
    this.#log.clear();
    this.#rows.scrollToNewest();
    this.update();
  }

  #filter() {
    const groups = this.#filterKinds.filter(box => box.checked).map(box => box.value);
    this.#passes = filterOf(
      groups,
      this.#filterText.value,
      line => `${line.label} ${wireText(line)} ${line.detail ?? ""}`,
    );
    this.#shown = this.#log.lines.filter(this.#passes);
    this.#next = this.#log.lines.length === 0 ? this.#next : this.#log.lines.at(-1).number + 1;
    this.#rows.show(this.#shown.slice());
    this.#updateWords();
  }

  #updateWords() {
    const { lines, dropped } = this.#log;
    document.getElementById("log-empty").hidden = lines.length > 0;
    document.getElementById("log-nothing").hidden = lines.length === 0 || this.#shown.length > 0;
    document.getElementById("log-count").textContent = text(
      "log.count",
      number(this.#shown.length),
      number(lines.length),
    );
    const droppedWords = document.getElementById("log-dropped");
    droppedWords.hidden = dropped === 0;
    droppedWords.textContent = text("log.dropped", number(dropped), number(MAXIMUM_LINES));
    this.#updateNewest();
  }

  #updateNewest() {
    const { isFollowing } = this.#rows;
    if (isFollowing) {
      this.#unseen = 0;
      if (document.activeElement === this.#newest) {
        this.#list.focus({ preventScroll: true });
      }
    }
    this.#newest.hidden = isFollowing;
    this.#newest.textContent =
      this.#unseen === 0 ? text("log.newest") : text("log.newestOf", number(this.#unseen));
  }

  #scrollToNewest() {
    this.#rows.scrollToNewest();
    this.#updateNewest();
    this.#list.focus({ preventScroll: true });
  }

  async #copyRow(event) {
    if (event.target.dataset.action === "copy") {
      const number = Number(event.target.closest(".line").dataset.number);
      const line = this.#shown.find(shown => shown.number === number);
      const content =
        line.data instanceof ArrayBuffer ? hexOf(line.data, " ") : wireText(line) || line.label;
      this.#showCopied(await copy(content));
    }
  }

  // Some rows of a long selection are not in the document, so the text comes from the log.
  #copySelection(event) {
    const { first, last } = this.#rows.selected ?? {};
    if (first !== last) {
      event.preventDefault();
      const lines = this.#shown.filter(line => line.number >= first && line.number <= last);
      event.clipboardData.setData("text/plain", lines.map(plainText).join("").toWellFormed());
    }
  }

  #showCopied(done) {
    this.#feedback.textContent = text(done ? "log.copied" : "log.notCopied");
    clearTimeout(this.#feedbackTimer);
    this.#feedbackTimer = setTimeout(() => (this.#feedback.textContent = ""), FEEDBACK_TIME);
  }
}

function fileName() {
  return `websocket-log-${new Date().toISOString().replaceAll(":", "-")}`;
}

function onClick(id, action) {
  document.getElementById(id).addEventListener("click", action);
}
