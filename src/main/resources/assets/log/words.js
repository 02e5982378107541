// The texts of a line of the log.

import { duration, hex, size, time } from "../base/format.js";
import { text } from "../base/texts.js";

/** A complete line as plain text. A binary message is represented by its first bytes. */
export function plainText(line) {
  return (
    [time(line.at), line.label, wireText(line), sizeOf(line), roundTripOf(line), detailOf(line)]
      .filter(Boolean)
      .join(" ") + "\n"
  );
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

export function roundTripOf(line) {
  return typeof line.roundTrip === "number" ? text("log.roundTrip", duration(line.roundTrip)) : "";
}

export function detailOf(line) {
  return line.data === null ? text("log.payloadGone") : line.detail;
}
