// Shows the log. Received text reaches the page as text, never as HTML.

import { number, size, time } from "../base/format.js";
import { text } from "../base/texts.js";
import { MAXIMUM_LINES } from "./log.js";

const FOLDED_CHARACTERS = 200;
const AT_END = 8;
const FEEDBACK_TIME = 2000;
const ARROWS = { sent: "→", received: "←" };

export class LogView {
  #log;
  #list = document.getElementById("output");
  #empty = document.getElementById("log-empty");
  #dropped = document.getElementById("log-dropped");
  #feedback = document.getElementById("log-feedback");
  #feedbackTimer = null;
  #scheduled = false;
  #followed = true;

  constructor(log) {
    this.#log = log;
    document.getElementById("log-clear").addEventListener("click", () => this.#clear());
    document.getElementById("log-copy").addEventListener("click", () => this.#copy());
    document.getElementById("log-save").addEventListener("click", () => this.#save());
    // The newest line stays in sight until the visitor scrolls up, and again once they are back.
    this.#list.addEventListener("scroll", () => {
      const { scrollHeight, scrollTop, clientHeight } = this.#list;
      this.#followed = scrollHeight - scrollTop - clientHeight < AT_END;
    });
    new ResizeObserver(() => this.#follow()).observe(this.#list);
    this.update();
  }

  add(line) {
    this.#log.add(line);
    if (!this.#scheduled) {
      this.#scheduled = true;
      // A burst of lines costs one update. A timer, for a hidden page gets no animation frames.
      setTimeout(() => this.update(), 16);
    }
  }

  /** Makes the list show what the log holds. */
  update() {
    this.#scheduled = false;
    const first = this.#log.lines[0]?.number ?? Infinity;
    while (this.#list.firstChild !== null && Number(this.#list.firstChild.dataset.number) < first) {
      this.#list.firstChild.remove();
    }
    const last = Number(this.#list.lastChild?.dataset.number ?? -1);
    this.#list.append(...this.#log.lines.filter(line => line.number > last).map(row));
    this.#follow();
    this.#empty.hidden = this.#log.lines.length > 0;
    this.#dropped.hidden = this.#log.dropped === 0;
    this.#dropped.textContent = text("log.dropped", number(this.#log.dropped), number(MAXIMUM_LINES));
  }

  #follow() {
    if (this.#followed) {
      this.#list.scrollTop = this.#list.scrollHeight;
    }
  }

  #clear() {
    this.#log.clear();
    this.update();
  }

  async #copy() {
    this.#tell(await copy(this.#plain()) ? "log.copied" : "log.notCopied");
  }

  #save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([this.#plain()], { type: "text/plain" }));
    link.download = `websocket-log-${new Date().toISOString().replaceAll(":", "-")}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), FEEDBACK_TIME);
  }

  #plain() {
    return this.#log.lines
      .map(line => [time(line.at), line.label, line.payload, sizeOf(line), line.detail].filter(Boolean).join(" ") + "\n")
      .join("");
  }

  #tell(key) {
    this.#feedback.textContent = text(key);
    clearTimeout(this.#feedbackTimer);
    this.#feedbackTimer = setTimeout(() => this.#feedback.textContent = "", FEEDBACK_TIME);
  }
}

function row(line) {
  const item = document.createElement("div");
  item.className = "line";
  item.dataset.kind = line.kind;
  item.dataset.number = line.number;
  const at = span("time", time(line.at));
  at.translate = false;
  const arrow = span("arrow", ARROWS[line.kind] ?? "");
  arrow.ariaHidden = "true";
  const what = span("what", "");
  what.append(span("label", line.label));
  if (line.payload) {
    what.append(" ", payload(line.payload));
  }
  if (line.detail) {
    what.append(" ", span("detail", line.detail));
  }
  item.append(at, arrow, what, span("size", sizeOf(line)));
  return item;
}

function payload(content) {
  const wire = span("payload", content);
  wire.translate = false;
  if (content.length <= FOLDED_CHARACTERS) {
    return wire;
  }
  const folded = content.slice(0, FOLDED_CHARACTERS).toWellFormed() + "…";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link fold";
  const fold = open => {
    wire.textContent = open ? content : folded;
    button.textContent = text(open ? "log.less" : "log.more");
    button.ariaExpanded = String(open);
  };
  button.addEventListener("click", () => fold(button.ariaExpanded !== "true"));
  fold(false);
  const both = document.createDocumentFragment();
  both.append(wire, " ", button);
  return both;
}

function span(name, content) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = content;
  return element;
}

function sizeOf(line) {
  return line.size === undefined ? "" : size(line.size);
}

async function copy(content) {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    return copyTheOldWay(content);
  }
}

// A page that came by plain http from another machine has no navigator.clipboard.
function copyTheOldWay(content) {
  const area = document.createElement("textarea");
  area.value = content;
  area.className = "offscreen";
  document.body.append(area);
  const focused = document.activeElement;
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return done;
}
