// Which lines of the log are shown.

/** What the visitor chooses from, and the kinds of lines that belong to it. */
export const GROUPS = {
  sent: ["sent"],
  received: ["received"],
  connection: ["connected", "disconnected", "note"],
  error: ["error"],
  state: ["state"],
};

/**
 * A test for lines: they have to belong to one of the groups and to hold the text, in whatever case.
 *
 * @param wordsOf what of a line is searched
 */
export function filterOf(groups, wanted, wordsOf) {
  const kinds = new Set(groups.flatMap(group => GROUPS[group]));
  if (wanted === "") {
    return line => kinds.has(line.kind);
  }
  // An expression compares without a copy of the text in lower case, which may have megabytes.
  const pattern = new RegExp(wanted.toWellFormed().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "iu");
  return line => kinds.has(line.kind) && pattern.test(wordsOf(line));
}
