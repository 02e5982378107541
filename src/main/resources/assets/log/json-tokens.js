// Splits JSON into tokens, for its colours.

const TOKEN = /"(?:[^"\\]|\\.)*"?|[-0-9][-+.0-9eE]*|[a-z]+|[\s{}[\],:]+|[\s\S]/gy;
const NAME_FOLLOWS = /\s*:/y;

/**
 * The tokens of a JSON text, which may end anywhere: {type, text}. The types are "name", "string",
 * "number", "literal" (true, false, null) and "other". Their texts together are the JSON text.
 */
export function jsonTokens(json) {
  const tokens = [];
  for (const { 0: text, index } of json.matchAll(TOKEN)) {
    const type = typeOf(text, json, index + text.length);
    const last = tokens.at(-1);
    if (type === "other" && last?.type === "other") {
      last.text += text;
    } else {
      tokens.push({ type, text });
    }
  }
  return tokens;
}

function typeOf(text, json, end) {
  if (text[0] === '"') {
    NAME_FOLLOWS.lastIndex = end;
    return NAME_FOLLOWS.test(json) ? "name" : "string";
  }
  if (/^[-0-9]/.test(text)) {
    return "number";
  }
  return /^[a-z]/.test(text) ? "literal" : "other";
}
