// Parses bytes in hexadecimal.

/**
 * Parses hex digits, two for each byte. Spaces, commas, line breaks and 0x may separate bytes.
 *
 * @returns {bytes, problem: null}, or {bytes: null, problem, position}, where problem is the last part
 *     of a text key
 */
export function readHex(text) {
  const bytes = new Uint8Array(text.length >> 1);
  let length = 0;
  const group = /[\s,]*(?:0[xX])?([0-9a-fA-F]*)/y;
  while (group.lastIndex < text.length) {
    const start = group.lastIndex;
    const digits = group.exec(text)[1];
    const end = group.lastIndex;
    if (end === start) {
      return invalid("character", start);
    }
    if (end < text.length && !/[\s,]/.test(text[end])) {
      return invalid("character", end);
    }
    if (digits.length % 2 === 1) {
      return invalid("odd", end - 1);
    }
    for (let at = 0; at < digits.length; at += 2) {
      bytes[length++] = Number.parseInt(digits.slice(at, at + 2), 16);
    }
  }
  return { bytes: bytes.slice(0, length), problem: null };
}

function invalid(problem, position) {
  return { bytes: null, problem, position };
}
