// Values as a programming language or a shell reads them.

const LINE_ENDS = { "\n": "\\n", "\r": "\\r" };

/** A string literal for JavaScript, Java and Python. */
export function stringLiteral(content) {
  // Not \u000a, which Java would replace with a line feed before it parses the literal.
  return `"${content
    .replace(/["\\]/g, "\\$&")
    .replace(/[\n\r]/g, end => LINE_ENDS[end])
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, unit =>
      unit.length === 1 ? `\\u${hex4(unit)}` : unit,
    )}"`;
}

/** A string as one word of a POSIX shell. */
export function shellWord(content) {
  return `'${content.replaceAll("'", "'\\''")}'`;
}

/** The bytes of a string of hex digits, from 0 to 255. */
export function bytesOf(digits) {
  return (digits.match(/../g) ?? []).map(pair => Number.parseInt(pair, 16));
}

function hex4(unit) {
  return unit.charCodeAt(0).toString(16).padStart(4, "0");
}
