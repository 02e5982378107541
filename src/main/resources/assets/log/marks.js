// Makes characters visible that have no shape of their own, such as control characters and those that
// change the direction of the text around them.

// Joiners and variation selectors are not marked, because emoji and many scripts consist of them.
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find.
  /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu;

const DELETE = 0x7f;
const CONTROL_PICTURES = 0x2400;

/** The parts of a text: {text, sign}. The sign of an invisible character stands for it, others have none. */
export function marked(text) {
  const parts = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(INVISIBLE)) {
    if (index > from) {
      parts.push({ text: text.slice(from, index) });
    }
    parts.push({ text: character, sign: signOf(character.charCodeAt(0)) });
    from = index + 1;
  }
  if (from < text.length) {
    parts.push({ text: text.slice(from) });
  }
  return parts;
}

/**
 * The nodes of a text. The style sheet shows the sign of a marked character, and isolates it from the
 * text around it. What the visitor copies is the character itself.
 */
export function markedNodes(text) {
  return marked(text).map(part => {
    if (part.sign === undefined) {
      return part.text;
    }
    const node = document.createElement("span");
    node.className = "control";
    node.dataset.sign = part.sign;
    node.textContent = part.text;
    return node;
  });
}

function signOf(code) {
  if (code < 0x20) {
    return String.fromCharCode(CONTROL_PICTURES + code);
  }
  return code === DELETE ? "␡" : `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
