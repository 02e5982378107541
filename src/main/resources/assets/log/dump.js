// Formats bytes in hexadecimal and in Base64.

export const DUMPED_BYTES = 64 * 1024;

const PER_LINE = 16;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** The bytes that are converted at once: a multiple of three, so that only the end is padded. */
const BASE64_BYTES = 3 * 8192;

/** The first bytes of an ArrayBuffer as lines with an offset, sixteen bytes, and the same in ASCII. */
export function dump(buffer, limit = DUMPED_BYTES) {
  const bytes = new Uint8Array(buffer, 0, Math.min(buffer.byteLength, limit));
  const lines = [];
  for (let offset = 0; offset < bytes.length; offset += PER_LINE) {
    const part = bytes.subarray(offset, offset + PER_LINE);
    const [left, right] = [part.subarray(0, 8), part.subarray(8)].map(spaced);
    lines.push(
      `${offset.toString(16).padStart(8, "0")}  ${left.padEnd(23)}  ${right.padEnd(23)}  |${ascii(part)}|`,
    );
  }
  return lines.join("\n");
}

/** All bytes of an ArrayBuffer or an array of bytes in hexadecimal. */
export function hexOf(buffer, separator = "") {
  return Array.from(new Uint8Array(buffer), byte => HEX[byte]).join(separator);
}

/** All bytes of an ArrayBuffer in Base64. */
export function base64Of(buffer) {
  const parts = [];
  for (let offset = 0; offset < buffer.byteLength; offset += BASE64_BYTES) {
    const part = new Uint8Array(buffer, offset, Math.min(BASE64_BYTES, buffer.byteLength - offset));
    parts.push(btoa(String.fromCharCode(...part)));
  }
  return parts.join("");
}

function spaced(bytes) {
  return Array.from(bytes, byte => HEX[byte]).join(" ");
}

function ascii(bytes) {
  return Array.from(bytes, byte =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".",
  ).join("");
}
