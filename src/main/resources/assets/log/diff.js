// Compares a sent message with its changed echo.

import { commonEnds } from "../connection/resemblance.js";
import { hexOf } from "./dump.js";

/** The most characters or bytes of each part of a difference. */
export const LIMITS = { text: { context: 24, middle: 120 }, binary: { context: 8, middle: 32 } };

const HIGH_SURROGATE = /[\ud800-\udbff]/;

/**
 * The difference of two texts or of two ArrayBuffers, as texts: what is the same before and after it,
 * and what was sent and received in between. Bytes are in hexadecimal. Long parts are cut.
 *
 * The position is that of the first difference, counted in characters or bytes from 1.
 */
export function diff(sent, received) {
  return typeof sent === "string" ? diffOfTexts(sent, received) : diffOfBytes(sent, received);
}

function diffOfTexts(sent, received) {
  let { start, end } = commonEnds(sent, received);
  // A difference does not split a character that has two code units.
  if (start > 0 && HIGH_SURROGATE.test(sent[start - 1])) {
    start--;
  }
  if (end > 0 && HIGH_SURROGATE.test(sent[sent.length - end - 1] ?? "")) {
    end--;
  }
  const cut = (text, limit) => {
    const characters = Array.from(text.slice(0, 2 * limit + 2));
    return characters.length > limit ? `${characters.slice(0, limit).join("")}…` : text;
  };
  const cutStart = (text, limit) => {
    const characters = Array.from(text.slice(-2 * limit - 2));
    return characters.length > limit ? `…${characters.slice(-limit).join("")}` : text;
  };
  const { context, middle } = LIMITS.text;
  return {
    position: lengthOf(sent.slice(0, start)) + 1,
    before: cutStart(sent.slice(0, start), context),
    sent: cut(sent.slice(start, sent.length - end), middle),
    received: cut(received.slice(start, received.length - end), middle),
    after: cut(sent.slice(sent.length - end), context),
  };
}

function diffOfBytes(sent, received) {
  const [one, other] = [new Uint8Array(sent), new Uint8Array(received)];
  const { start, end } = commonEnds(one, other);
  const cut = (bytes, limit) =>
    bytes.length > limit ? `${hexOf(bytes.subarray(0, limit), " ")} …` : hexOf(bytes, " ");
  const { context, middle } = LIMITS.binary;
  const before = hexOf(one.subarray(Math.max(0, start - context), start), " ");
  const after = cut(one.subarray(one.length - end), context);
  return {
    position: start + 1,
    before: before && `${start > context ? "… " : ""}${before} `,
    sent: cut(one.subarray(start, one.length - end), middle),
    received: cut(other.subarray(start, other.length - end), middle),
    after: after && ` ${after}`,
  };
}

// The number of characters.
function lengthOf(text) {
  let length = 0;
  for (const _ of text) {
    length++;
  }
  return length;
}
