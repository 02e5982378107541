// One row of the log. Received data are inserted as text, never as HTML.

import { number, size, time } from "../base/format.js";
import { formatJson } from "../base/json.js";
import { text } from "../base/texts.js";
import { DUMPED_BYTES, dump } from "./dump.js";
import { detailOf, roundTripOf, sizeOf, wireText } from "./words.js";

const FOLDED_CHARACTERS = 200;
const UNFOLDED_CHARACTERS = 256 * 1024;
const MAXIMUM_JSON = 1024 * 1024;
const ARROWS = { sent: "→", received: "←" };
const UNFOLD = { all: "log.more", json: "log.json", dump: "log.dump" };

/** How a line can be unfolded: "all" (a long text), "json", "dump" (hexadecimal). */
export function unfoldings(line) {
  if (line.data instanceof ArrayBuffer) {
    return line.data.byteLength > 0 ? ["dump"] : [];
  }
  const ways = wireText(line).length > FOLDED_CHARACTERS ? ["all"] : [];
  return isJson(line.data) ? [...ways, "json"] : ways;
}

/** Creates the row of a line, unfolded in one of these ways, or folded (null). */
export function makeRow(line, unfolded) {
  const row = element("div", "line");
  row.dataset.kind = line.kind;
  row.dataset.number = line.number;
  row.classList.toggle("unfolded", unfolded !== null);
  const arrow = element("span", "arrow", ARROWS[line.kind] ?? "");
  arrow.ariaHidden = "true";
  const content = element("div", "content");
  content.append(wordsOf(line, unfolded));
  const actions = unfoldActions(line, unfolded);
  const numbers = element("span", "numbers");
  numbers.append(element("span", "trip", roundTripOf(line)), element("span", "size", sizeOf(line)));
  row.append(
    wire("span", "time", time(line.at)),
    arrow,
    content,
    numbers,
    action("copy", text("log.copyRow")),
  );
  if (unfolded === "dump") {
    row.append(dumpOf(line.data));
  }
  if (actions !== null) {
    (unfolded === null ? content : row).append(actions);
  }
  return row;
}

function wordsOf(line, unfolded) {
  const words = element("span", "what");
  words.append(element("span", "label", line.label));
  if (line.kind === "state") {
    words.firstChild.translate = false;
  }
  const payload = payloadOf(line, unfolded);
  if (payload !== "") {
    words.append(" ", wire("span", "payload", payload));
  }
  const detail = [detailOf(line), limitOf(line, unfolded)].filter(Boolean).join(" ");
  if (detail !== "") {
    words.append(" ", element("span", "detail", detail));
  }
  return words;
}

function payloadOf(line, unfolded) {
  const content = wireText(line);
  if (unfolded === "json") {
    return cut(formatJson(content), UNFOLDED_CHARACTERS);
  }
  return cut(content, unfolded === "all" ? UNFOLDED_CHARACTERS : FOLDED_CHARACTERS);
}

function cut(content, length) {
  return content.length <= length ? content : `${content.slice(0, length).toWellFormed()}…`;
}

function limitOf(line, unfolded) {
  if (unfolded === "dump" && line.data.byteLength > DUMPED_BYTES) {
    return text("log.dumpLimit", size(DUMPED_BYTES));
  }
  if (unfolded === "all" && line.data.length > UNFOLDED_CHARACTERS) {
    return text("log.textLimit", number(UNFOLDED_CHARACTERS));
  }
  return "";
}

function unfoldActions(line, unfolded) {
  const ways = unfoldings(line);
  if (ways.length === 0) {
    return null;
  }
  const actions = element("span", "actions");
  for (const way of ways) {
    const button = action(way, text(way === unfolded ? "log.less" : UNFOLD[way]));
    button.ariaExpanded = String(way === unfolded);
    actions.append(button, " ");
  }
  return actions;
}

// A narrow page scrolls the dump horizontally. With a tab stop, that works by keyboard too.
function dumpOf(data) {
  const block = wire("pre", "dump", dump(data));
  block.tabIndex = 0;
  block.role = "group";
  block.ariaLabel = text("log.dump");
  return block;
}

function isJson(data) {
  if (typeof data !== "string" || data.length > MAXIMUM_JSON || !/^\s*[{[]/.test(data)) {
    return false;
  }
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}

function action(name, words) {
  const button = element("button", "link", words);
  button.type = "button";
  button.dataset.action = name;
  return button;
}

function wire(tag, name, content) {
  const result = element(tag, name, content);
  result.translate = false;
  return result;
}

function element(tag, name, content = "") {
  const result = document.createElement(tag);
  result.className = name;
  result.textContent = content;
  return result;
}
