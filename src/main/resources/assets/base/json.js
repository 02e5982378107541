// Locates syntax errors in JSON, and formats JSON.

const NAMES = "nameOrEnd";
const CLOSERS = { "{": "}", "[": "]" };
const LITERAL = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const BLANK = /[ \t\n\r]*/y;

/**
 * Finds the first syntax error.
 *
 * @returns {problem, position}, where problem is the last part of a text key; null for valid JSON
 */
export function jsonProblem(text) {
  try {
    JSON.parse(text);
    return null;
  } catch {
    // The browser's own message varies, and may lack the position.
    return findProblem(text) ?? { problem: "value", position: 0 };
  }
}

/** Line and column of a position, both starting at 1. */
export function lineAndColumn(text, position) {
  const before = text.slice(0, position).split(/\r\n|\r|\n/);
  return { line: before.length, column: Array.from(before.at(-1)).length + 1 };
}

/**
 * Formats valid JSON with one value per line. Unlike JSON.stringify(), it does not change the
 * spelling of numbers and strings.
 *
 * @param maximum the formatting ends when the result has more characters
 */
export function formatJson(text, maximum = Number.POSITIVE_INFINITY) {
  const parts = [];
  let length = 0;
  let depth = 0;
  const add = part => {
    parts.push(part);
    length += part.length;
  };
  const newLine = () => add(`\n${"  ".repeat(depth)}`);
  for (
    let at = skipBlank(text, 0);
    at < text.length && length <= maximum;
    at = skipBlank(text, at)
  ) {
    const next = text[at];
    const end = next === '"' ? endOfString(text, at).end : endOfWord(text, at);
    const token = text.slice(at, end);
    at = end;
    if (token === "}" || token === "]") {
      depth--;
      newLine();
      add(token);
    } else if (CLOSERS[token] !== undefined) {
      const inside = skipBlank(text, at);
      if (text[inside] === CLOSERS[token]) {
        add(token + text[inside]);
        at = inside + 1;
      } else {
        add(token);
        depth++;
        newLine();
      }
    } else {
      add(token === ":" ? ": " : token);
      if (token === ",") {
        newLine();
      }
    }
  }
  return parts.join("");
}

// Scans the text and tracks what is expected next. Not recursive, because JSON may be nested deeply.
function findProblem(text) {
  const open = [];
  let expected = "value";
  let at = skipBlank(text, 0);
  for (; at < text.length; at = skipBlank(text, at)) {
    const next = text[at];
    const fail = (problem, position = at) => ({ problem, position });
    if (expected === "done") {
      return fail("extra");
    }
    if (
      next === CLOSERS[open.at(-1)]
      && (expected === "next" || expected === "valueOrEnd" || expected === NAMES)
    ) {
      open.pop();
      expected = after(open);
      at++;
    } else if (expected === "next") {
      if (next !== ",") {
        return fail(open.at(-1) === "{" ? "commaOrBrace" : "commaOrBracket");
      }
      expected = open.at(-1) === "{" ? "name" : "value";
      at++;
    } else if (expected === "colon") {
      if (next !== ":") {
        return fail("colon");
      }
      expected = "value";
      at++;
    } else if (next === '"') {
      const { end, problem } = endOfString(text, at);
      if (problem !== null) {
        return fail(problem, end);
      }
      expected = expected === "name" || expected === NAMES ? "colon" : after(open);
      at = end;
    } else if (next === "'") {
      return fail("quote");
    } else if (expected === "name" || expected === NAMES) {
      return fail(next === "}" ? "comma" : "name");
    } else if (CLOSERS[next] !== undefined) {
      open.push(next);
      expected = next === "{" ? NAMES : "valueOrEnd";
      at++;
    } else {
      LITERAL.lastIndex = at;
      const end = endOfWord(text, at);
      if (!LITERAL.test(text) || LITERAL.lastIndex !== end) {
        return fail(next === "]" ? "comma" : /[-+.0-9]/.test(next) ? "number" : "value");
      }
      expected = after(open);
      at = end;
    }
  }
  return expected === "done" ? null : { problem: "end", position: text.length };
}

function after(open) {
  return open.length === 0 ? "done" : "next";
}

function skipBlank(text, at) {
  BLANK.lastIndex = at;
  BLANK.test(text);
  return BLANK.lastIndex;
}

function endOfWord(text, at) {
  let end = at + 1;
  if (!/[{}[\]:,]/.test(text[at])) {
    while (end < text.length && !/[\s{}[\]:,"']/.test(text[end])) {
      end++;
    }
  }
  return end;
}

function endOfString(text, start) {
  let at = start + 1;
  while (at < text.length) {
    const next = text[at];
    if (next === '"') {
      return { end: at + 1, problem: null };
    }
    if (next < " ") {
      return { end: at, problem: next === "\n" || next === "\r" ? "stringEnd" : "control" };
    }
    if (next === "\\") {
      ESCAPE.lastIndex = at;
      if (!ESCAPE.test(text)) {
        return { end: at, problem: "escape" };
      }
      at = ESCAPE.lastIndex;
    } else {
      at++;
    }
  }
  return { end: at, problem: "stringEnd" };
}
