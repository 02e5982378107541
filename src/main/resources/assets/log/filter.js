// Decides which lines of the log are shown.

/** The groups that the visitor can select, with their kinds of lines. */
export const GROUPS = {
  sent: ["sent"],
  received: ["received"],
  connection: ["connected", "disconnected", "note"],
  error: ["error"],
  state: ["state"],
};

/** How many characters of each line a regular expression searches. */
export const SEARCHED_CHARACTERS = 10_000;

/**
 * Reads what the visitor searches for. Letter case does not count.
 *
 * @returns {pattern, problem}: the pattern is null for an empty text and for a wrong regular
 *     expression; the problem is the last part of a text key, or null
 */
export function readPattern(wanted, isRegularExpression) {
  if (wanted === "") {
    return { pattern: null, problem: null };
  }
  if (!isRegularExpression) {
    // A regular expression needs no copy in lower case of a text that may have megabytes.
    const literal = wanted.toWellFormed().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    return { pattern: new RegExp(literal, "iu"), problem: null };
  }
  if (repeatsARepetition(wanted)) {
    return { pattern: null, problem: "nested" };
  }
  try {
    return { pattern: new RegExp(wanted, "i"), problem: null };
  } catch {
    return { pattern: null, problem: "invalid" };
  }
}

/**
 * Returns a predicate for lines that belong to one of the groups and match a pattern.
 *
 * @param pattern null matches every line
 * @param textOf returns the text of a line that is searched
 */
export function filterOf(groups, pattern, textOf) {
  const kinds = new Set(groups.flatMap(group => GROUPS[group]));
  return pattern === null
    ? line => kinds.has(line.kind)
    : line => kinds.has(line.kind) && pattern.test(textOf(line));
}

/** The lines that pass; null if that takes longer than a time [ms]. */
export function select(lines, passes, time) {
  const end = performance.now() + time;
  const selected = [];
  for (const line of lines) {
    if (passes(line)) {
      selected.push(line);
    }
    if (performance.now() > end) {
      return null;
    }
  }
  return selected;
}

// Whether a group that contains an unbounded repetition is repeated without a bound, as in (a+)+. The
// time for such an expression may double with every character, and nothing can stop it.
function repeatsARepetition(expression) {
  const groups = [false];
  const TOKEN = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(|\)|[*+]|\{\d+,\}|[\s\S]/g;
  let closed = false;
  for (const [token] of expression.matchAll(TOKEN)) {
    const isRepetition = /^(?:[*+]|\{\d+,\})$/.test(token);
    if (isRepetition && closed) {
      return true;
    }
    closed = false;
    if (token === "(") {
      groups.push(false);
    } else if (token === ")" && groups.length > 1) {
      closed = groups.pop();
      groups[groups.length - 1] ||= closed;
    } else if (isRepetition) {
      groups[groups.length - 1] = true;
    }
  }
  return false;
}
