// Exports the log as JSON.

import { hexOf } from "./dump.js";
import { isChanged, labelOf, resolve } from "./words.js";

/**
 * The parts of a JSON array, one for each line, because together they may exceed the longest string.
 * A lone surrogate becomes U+FFFD, because readers cannot convert its escape to UTF-8.
 */
export function jsonParts(lines) {
  return [
    "[",
    ...lines.map(
      (line, index) => `${index === 0 ? "" : ","}\n${JSON.stringify(asJson(line), wellFormed)}`,
    ),
    "\n]\n",
  ];
}

function wellFormed(_, value) {
  return typeof value === "string" ? value.toWellFormed() : value;
}

// JSON.stringify() omits undefined members. Data that the log has dropped are null.
function asJson(line) {
  return {
    at: line.at.toISOString(),
    kind: line.kind,
    ...contentOf(line.data),
    bytes: line.size,
    roundTripMillis: line.roundTrip ?? undefined,
    changedFrom: isChanged(line) ? contentOf(line.changedFrom) : undefined,
    ...line.close,
    detail:
      [line.kind === "note" ? labelOf(line) : "", line.payload, resolve(line.detail)]
        .filter(Boolean)
        .join(" ") || undefined,
  };
}

function contentOf(data) {
  if (data === undefined) {
    return {};
  }
  return data === null || typeof data === "string"
    ? { type: data === null ? undefined : "text", data }
    : { type: "binary", hex: hexOf(data) };
}
