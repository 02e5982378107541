// The views of a message: text, JSON, hex and Base64.

import { formatJson } from "../base/json.js";
import { base64Of, DUMPED_BYTES, dump, hexOf } from "./dump.js";

/** The most characters that a view shows. */
export const SHOWN_CHARACTERS = 256 * 1024;

/** The bytes that fill as many characters in Base64. */
export const SHOWN_BASE64_BYTES = (SHOWN_CHARACTERS / 4) * 3;

const MAXIMUM_JSON = 1024 * 1024;

/** Indentation can make deeply nested JSON very much longer. */
const MAXIMUM_FORMATTED = 32 * 1024 * 1024;

const encoder = new TextEncoder();

/** The views that data (a string or an ArrayBuffer) have, the one that fits best first. */
export function viewsOf(data) {
  const rest = typeof data === "string" ? ["text", "hex", "base64"] : ["hex", "text", "base64"];
  return isJson(data) ? ["json", ...rest] : rest;
}

/**
 * What a view shows of data: {content, limit, isDecoded}. The limit is {characters} or {bytes} if the
 * content is cut, otherwise null. isDecoded is false for bytes that are no UTF-8.
 */
export function shownIn(view, data) {
  if (view === "hex" || view === "base64") {
    const bytes = bytesOf(data);
    const most = view === "hex" ? DUMPED_BYTES : SHOWN_BASE64_BYTES;
    const part = bytes.slice(0, most);
    return {
      content: view === "hex" ? dump(part) : base64Of(part),
      limit: bytes.byteLength > most ? { bytes: most } : null,
      isDecoded: true,
    };
  }
  const { text, isDecoded } = decoded(data);
  const content = view === "json" ? formatJson(text, SHOWN_CHARACTERS) : text;
  const isCut = content.length > SHOWN_CHARACTERS;
  return {
    content: isCut ? content.slice(0, SHOWN_CHARACTERS).toWellFormed() : content,
    limit: isCut ? { characters: SHOWN_CHARACTERS } : null,
    isDecoded,
  };
}

/** All of the data as a view shows them, but hex as bytes alone. */
export function completeIn(view, data) {
  if (view === "hex") {
    return hexOf(bytesOf(data), " ");
  }
  if (view === "base64") {
    return base64Of(bytesOf(data));
  }
  const { text } = decoded(data);
  if (view === "json") {
    const formatted = formatJson(text, MAXIMUM_FORMATTED);
    return formatted.length > MAXIMUM_FORMATTED ? text : formatted;
  }
  return text;
}

function isJson(data) {
  if ((data.byteLength ?? data.length) > MAXIMUM_JSON) {
    return false;
  }
  const { text } = decoded(data);
  if (!/^\s*[{[]/.test(text)) {
    return false;
  }
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function decoded(data) {
  if (typeof data === "string") {
    return { text: data, isDecoded: true };
  }
  try {
    return {
      text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data),
      isDecoded: true,
    };
  } catch {
    return { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(data), isDecoded: false };
  }
}

function bytesOf(data) {
  return typeof data === "string" ? encoder.encode(data).buffer : data;
}
