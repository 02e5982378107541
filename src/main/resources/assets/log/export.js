// The log as JSON, to work with.

import { hexOf } from "./dump.js";

/**
 * The parts of a JSON array, one for each line: all in one string may be more than a string can be.
 * A lone surrogate in what the visitor typed becomes U+FFFD: as an escape, no reader could turn it into UTF-8.
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

// What is undefined is left out; data that the log has let go of is null.
function asJson(line) {
  return {
    at: line.at.toISOString(),
    kind: line.kind,
    ...contentOf(line.data),
    bytes: line.size,
    roundTripMillis: line.roundTrip ?? undefined,
    ...line.close,
    detail:
      [line.kind === "note" ? line.label : "", line.payload, line.detail].filter(Boolean).join(" ")
      || undefined,
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
