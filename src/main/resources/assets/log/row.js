// One row of the log. Received data are inserted as text, never as HTML.

import { time } from "../base/format.js";
import { markedNodes } from "./marks.js";
import { echoOf, isChanged, labelOf, partsOf, sizeOf } from "./words.js";

const SHOWN_CHARACTERS = 200;

// A text that starts with many characters without a space may be wrapped anywhere.
const DENSE = /^\S{30}/;
const ARROWS = { sent: "→", received: "←" };

/** Creates the row of a line. */
export function makeRow(line) {
  const row = element("div", "line");
  row.role = "option";
  row.id = idOf(line);
  row.ariaSelected = "false";
  row.dataset.kind = line.kind;
  row.dataset.number = line.number;
  const arrow = element("span", "arrow", ARROWS[line.kind] ?? "");
  arrow.ariaHidden = "true";
  const numbers = element("span", "numbers");
  numbers.append(
    element("span", isChanged(line) ? "differs" : "trip", echoOf(line)),
    element("span", "size", sizeOf(line)),
  );
  row.append(element("span", "time", time(line.at)), arrow, wordsOf(line), numbers);
  return row;
}

/** The id of the row of a line. */
export function idOf(line) {
  return `log-row-${line.number}`;
}

function wordsOf(line) {
  const words = element("span", "what");
  const label = element("span", "label", labelOf(line));
  label.translate = line.kind !== "state";
  words.append(label);
  const parts = partsOf(line);
  if (parts.length > 0) {
    words.append(" ");
  }
  for (const { words: content, source } of parts) {
    const isWire = source === "wire";
    const part = element("span", isWire ? "payload" : "detail");
    part.translate = source === "page";
    part.append(...(isWire ? markedNodes(cut(content)) : [content]));
    part.classList.toggle("dense", isWire && DENSE.test(content));
    words.append(part);
  }
  return words;
}

function cut(content) {
  return content.length <= SHOWN_CHARACTERS
    ? content
    : `${content.slice(0, SHOWN_CHARACTERS).toWellFormed()}…`;
}

function element(tag, name, content = "") {
  const result = document.createElement(tag);
  result.className = name;
  result.textContent = content;
  return result;
}
