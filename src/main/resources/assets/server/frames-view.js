// The frames of a transcript, the newest at the end. Only new frames are rendered.

import { number, size, time } from "../base/format.js";
import { cell, data, row } from "../base/table.js";
import { text } from "../base/texts.js";
import { throttled } from "../base/throttle.js";
import { flagsOf, numbered, passes, payloadOf } from "./frames.js";

/** The distance from the end at which the list still follows new frames [pixels]. */
const NEAR = 24;

export class FramesView {
  #pane = document.getElementById("seen-frames-pane");
  #body = document.getElementById("seen-frames");
  #id = null;
  #openedAt = 0;
  /** The rendered rows by the numbers of their frames, each {row, frame, content}. */
  #rows = new Map();

  constructor() {
    const filter = throttled(() => this.#filter(), 50);
    for (const id of ["seen-direction", "seen-opcode", "seen-words"]) {
      document.getElementById(id).addEventListener("input", filter);
    }
  }

  /** Removes all rows, so that they are rendered anew. */
  clear() {
    this.#rows.clear();
    this.#body.replaceChildren();
  }

  show(transcript) {
    if (transcript.id !== this.#id) {
      this.#id = transcript.id;
      this.clear();
    }
    this.#openedAt = Date.parse(transcript.openedAt);
    const { scrollTop, scrollHeight, clientHeight } = this.#pane;
    const follows = scrollTop + clientHeight >= scrollHeight - NEAR;
    const frames = numbered(transcript);
    this.#removeBefore(frames[0]?.number ?? 0);
    for (const frame of frames) {
      if (!this.#rows.has(frame.number)) {
        this.#add(frame);
      }
    }
    this.#filter();
    if (follows) {
      this.#pane.scrollTop = this.#pane.scrollHeight;
    }
  }

  #removeBefore(first) {
    for (const [number, { row }] of this.#rows) {
      if (number < first) {
        row.remove();
        this.#rows.delete(number);
      }
    }
  }

  #add(frame) {
    const element = this.#rowOf(frame);
    this.#rows.set(frame.number, { row: element, frame, content: element.textContent });
    this.#body.append(element);
  }

  #rowOf(frame) {
    const { direction, opcode, atMillis, length, compressed, note } = frame;
    const element = row(
      cell("time", time(new Date(this.#openedAt + atMillis))),
      cell("direction", text(`server.direction.${direction}`)),
      cell("opcode", data("code", opcode)),
      cell("bits", data("code", flagsOf(frame))),
      cell("length", size(length)),
      cell("payload", ...payloadParts(frame)),
    );
    const payload = element.lastElementChild;
    if (compressed) {
      payload.append(" ", mark("remark", text("server.frame.compressed")));
    }
    if (note !== null) {
      payload.append(" ", mark("problem", `⚠ ${text(`server.frame.${note}`)}`));
    }
    element.dataset.direction = direction;
    element.dataset.opcode = opcode;
    return element;
  }

  #filter() {
    const filter = {
      direction: document.getElementById("seen-direction").value,
      opcode: document.getElementById("seen-opcode").value,
      words: document.getElementById("seen-words").value,
    };
    let shown = 0;
    for (const { row, frame, content } of this.#rows.values()) {
      const isShown = passes(frame, filter, content);
      row.hidden = !isShown;
      shown += isShown ? 1 : 0;
    }
    this.#showCount(shown);
  }

  #showCount(shown) {
    const first = this.#rows.keys().next().value ?? 0;
    const words = [text("server.count", number(shown), number(this.#rows.size))];
    if (first > 0) {
      words.push(text("server.leftOut", number(first)));
    }
    document.getElementById("seen-count").textContent = words.join(" ");
  }
}

function payloadParts(frame) {
  const { text: content, hex, isCut } = payloadOf(frame);
  const shown = content ?? hex;
  if (shown === undefined) {
    return [];
  }
  const payload = data("bdi", shown, { className: "wire" });
  payload.dataset.form = hex === undefined ? "text" : "hex";
  return isCut ? [payload, " …"] : [payload];
}

function mark(className, words) {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = words;
  return element;
}
