// Formats numbers, sizes and times in the language of the page.

import { text } from "./texts.js";

let { integers, tenths, threeDigits } = formats();
document.addEventListener("languagechange", () => ({ integers, tenths, threeDigits } = formats()));

const encoder = new TextEncoder();

const HEX_BYTES = 64;

function formats() {
  const language = document.documentElement.lang;
  return {
    integers: new Intl.NumberFormat(language),
    tenths: new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    threeDigits: new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }),
  };
}

/** An integer. */
export function number(value) {
  return integers.format(value);
}

/** A measured value with three significant digits, because more would be noise. */
export function measure(value) {
  return threeDigits.format(value);
}

/** A size [bytes]. */
export function size(bytes) {
  if (bytes < 10_000) {
    return text("size", integers.format(bytes));
  }
  return bytes < 1_000_000
    ? text("size.large", tenths.format(bytes / 1000))
    : text("size.huge", tenths.format(bytes / 1e6));
}

/** A duration [milliseconds]. */
export function duration(milliseconds) {
  return milliseconds < 1000
    ? text("duration", tenths.format(milliseconds))
    : text("duration.long", tenths.format(milliseconds / 1000));
}

/** The local time of a Date in hours, minutes and seconds. */
export function shortTime(date) {
  return time(date).slice(0, 8);
}

/** The local time of a Date, with milliseconds. */
export function time(date) {
  const padded = (value, digits) => String(value).padStart(digits, "0");
  return (
    [date.getHours(), date.getMinutes(), date.getSeconds()].map(value => padded(value, 2)).join(":")
    + "."
    + padded(date.getMilliseconds(), 3)
  );
}

/** The length of a text in UTF-8 [bytes]. A lone surrogate counts as U+FFFD. */
export function utf8Length(string) {
  return encoder.encode(string).length;
}

/** The first bytes of an ArrayBuffer in hexadecimal. */
export function hex(buffer) {
  const bytes = new Uint8Array(buffer, 0, Math.min(buffer.byteLength, HEX_BYTES));
  const digits = Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join(" ");
  return buffer.byteLength > HEX_BYTES ? `${digits} …` : digits;
}
