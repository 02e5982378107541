// What a line of the log says, in words.

import { duration, hex, size, time } from "../base/format.js";
import { text } from "../base/texts.js";

/** All of a line, as text. Of a binary message it has the first bytes. */
export function plain(line) {
  return (
    [time(line.at), line.label, wireText(line), sizeOf(line), roundTripOf(line), detailOf(line)]
      .filter(Boolean)
      .join(" ") + "\n"
  );
}

/** What of a line went over the wire, as far as the log still has it: of a binary message the first bytes. */
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
