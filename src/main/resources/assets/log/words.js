// The words of a line of the log, in the current language. A line itself has none: it has values, and
// the keys of texts.

import { duration, hex, size, time } from "../base/format.js";
import { closeCodeName, text } from "../base/texts.js";

const SEPARATOR = " · ";

/**
 * The words of a text of a line: an array with a text key and its values, which may be such texts too,
 * or a function that returns words. Anything else is returned as it is.
 */
export function resolve(value) {
  if (Array.isArray(value)) {
    const [key, ...values] = value;
    return text(key, ...values.map(resolve));
  }
  return typeof value === "function" ? value() : value;
}

/** The label of a line; of a note, all of it. */
export function labelOf(line) {
  if (line.kind === "state") {
    return "readyState";
  }
  return line.label === undefined ? text(`log.${line.kind}`) : resolve(line.label);
}

/**
 * What follows the label: an array of {words, source}. The source is "wire", "page", or "registry" for
 * the name of a close code, which is the same in every language. The parts from the wire are in full,
 * except that a binary message is represented by its first bytes.
 */
export function partsOf(line) {
  const detail = part("page", detailOf(line) ?? "");
  if (line.close !== undefined) {
    const { code, reason } = line.close;
    const name = closeCodeName(code);
    return joined(SEPARATOR, [
      [part("wire", String(code)), part("registry", name === undefined ? "" : ` ${name}`)],
      reason === "" ? [] : [part("page", "“"), part("wire", reason), part("page", "”")],
      [detail],
    ]);
  }
  const separator = line.size === undefined ? SEPARATOR : " ";
  return joined(separator, [[part("wire", wireText(line))], [detail]]);
}

/** A complete line as plain text. */
export function plainText(line) {
  return `${[time(line.at), summaryOf(line), sizeOf(line), echoOf(line)].filter(Boolean).join(" ")}\n`;
}

/** The label and what follows it as plain text. */
export function summaryOf(line) {
  // Most lines are messages, and a search reads thousands of them.
  if (line.size !== undefined) {
    const detail = detailOf(line);
    const wire = wireText(line);
    const words = wire === "" ? labelOf(line) : `${labelOf(line)} ${wire}`;
    return detail === undefined ? words : `${words} ${detail}`;
  }
  const words = partsOf(line).map(part => part.words);
  return words.length === 0 ? labelOf(line) : `${labelOf(line)} ${words.join("")}`;
}

/**
 * The part of a line that was sent over the wire; "" if the log has dropped it. A binary message is
 * represented by its first bytes.
 */
export function wireText(line) {
  if (line.data === undefined || line.data === null) {
    return line.payload ?? "";
  }
  return typeof line.data === "string" ? line.data : hex(line.data);
}

export function sizeOf(line) {
  return line.size === undefined ? "" : size(line.size);
}

/** Whether a received message is an echo that differs from what was sent. */
export function isChanged(line) {
  return line.changedFrom !== undefined;
}

/** The round trip of an echo, or that it differs from what was sent; "" for any other line. */
export function echoOf(line) {
  if (isChanged(line)) {
    return `≠ ${text("log.differs")}`;
  }
  return typeof line.roundTrip === "number" ? text("log.roundTrip", duration(line.roundTrip)) : "";
}

export function detailOf(line) {
  return line.data === null ? text("log.payloadGone") : resolve(line.detail);
}

function part(source, words) {
  return { source, words };
}

function joined(separator, groups) {
  const parts = [];
  for (const group of groups) {
    const filled = group.filter(({ words }) => words !== "");
    if (parts.length > 0 && filled.length > 0) {
      parts.push(part("page", separator));
    }
    parts.push(...filled);
  }
  return parts;
}
