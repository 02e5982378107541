// The log: the list of lines, the filter, the pane with one line in full, and the buttons.

import { copy, save } from "../base/clipboard.js";
import { onClick } from "../base/dom.js";
import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { throttled } from "../base/throttle.js";
import { Announcer } from "./announcer.js";
import { DetailView } from "./detail-view.js";
import { jsonParts } from "./export.js";
import { FilterView } from "./filter-view.js";
import { MAXIMUM_LINES } from "./log.js";
import { RowsView } from "./rows-view.js";
import { plainText } from "./words.js";

const FEEDBACK_TIME = 2000;

export class LogView {
  #log;
  #part = document.getElementById("log");
  #list = document.getElementById("output");
  #pane = document.getElementById("log-detail");
  #newest = document.getElementById("log-newest");
  #feedback = document.getElementById("log-feedback");
  #feedbackTimer = null;
  #announcer = new Announcer(document.getElementById("log-live"));
  #filter = new FilterView(() => this.#select());
  #detail;
  #rows;
  #shown = [];
  #next = 0;
  #unseen = 0;
  #updateSoon = throttled(() => this.update());
  #moved = null;
  // A key that is held down moves faster than a large message can be shown.
  #showMoved = throttled(() => this.#moved !== null && this.#detail.show(this.#moved), 50);

  /** @param sendAgain sends data (a string or an ArrayBuffer); if undefined, there is no button for it */
  constructor(log, { sendAgain } = {}) {
    this.#log = log;
    this.#detail = new DetailView({
      sendAgain,
      copied: isDone => this.#showCopied(isDone),
      closed: () => this.#close(),
    });
    this.#rows = new RowsView(this.#list, {
      scrolled: () => this.#updateNewest(),
      moved: line => this.#move(line),
      opened: line => this.#open(line),
      close: () => this.#close(),
    });
    onClick("log-clear", () => this.clear());
    onClick("log-copy", async () =>
      this.#showCopied(await copy(this.#shown.map(plainText).join(""))),
    );
    onClick("log-save", () => save(`${fileName()}.txt`, "text/plain", this.#shown.map(plainText)));
    onClick("log-save-json", () =>
      save(`${fileName()}.json`, "application/json", jsonParts(this.#shown)),
    );
    onClick("log-newest", () => this.#scrollToNewest());
    this.#list.addEventListener("copy", event => this.#copySelection(event));
    document.addEventListener("languagechange", () => this.#renew());
    this.#select();
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
    const fresh = lines
      .slice(Math.max(0, this.#next - first))
      .filter(line => this.#filter.passes(line));
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
    this.#close();
    this.#rows.scrollToNewest();
    this.update();
  }

  #select() {
    this.#shown = this.#filter.select(this.#log.lines);
    this.#next = this.#log.lines.length === 0 ? this.#next : this.#log.lines.at(-1).number + 1;
    this.#rows.show(this.#shown.slice());
    this.#updateWords();
  }

  #renew() {
    this.#filter.update();
    this.#rows.renew();
    this.#detail.update();
    this.#announcer.clear();
    this.#updateWords();
  }

  #open(line) {
    this.#moved = null;
    this.#part.classList.add("detailed");
    this.#detail.show(line);
    // On a narrow page, the pane is below the list, and may be outside the window.
    this.#pane.scrollIntoView({ block: "nearest" });
    this.#rows.update();
    this.#rows.reveal();
  }

  #move(line) {
    if (this.#detail.isOpen) {
      this.#moved = line;
      this.#showMoved();
    }
  }

  #close() {
    if (this.#detail.isOpen) {
      const hadFocus = this.#pane.contains(document.activeElement);
      this.#moved = null;
      this.#part.classList.remove("detailed");
      this.#detail.close();
      this.#rows.update();
      if (hadFocus) {
        this.#list.focus({ preventScroll: true });
      }
    }
  }

  #updateWords() {
    const { lines, dropped, states } = this.#log;
    document.getElementById("log-empty").hidden = lines.length > 0;
    document.getElementById("log-nothing").hidden = lines.length === 0 || this.#shown.length > 0;
    // Lines about readyState are not missed by a visitor who has not asked for them.
    const all = lines.length - (this.#filter.includesStates ? 0 : states);
    document.getElementById("log-count").textContent = countOf(this.#shown.length, all);
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

  // Some rows of a long selection are not in the document, so the text comes from the log.
  #copySelection(event) {
    const { first, last } = this.#rows.selectedText ?? {};
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

function countOf(shown, all) {
  if (shown < all) {
    return text("log.count.of", number(shown), number(all));
  }
  return text(all === 1 ? "log.count.one" : "log.count", number(all));
}

function fileName() {
  return `websocket-log-${new Date().toISOString().replaceAll(":", "-")}`;
}
