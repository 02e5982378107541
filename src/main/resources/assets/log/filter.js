// Decides which lines of the log are shown.

/** The groups that the visitor can select, with their kinds of lines. */
export const GROUPS = {
  sent: ["sent"],
  received: ["received"],
  connection: ["connected", "disconnected", "note"],
  error: ["error"],
  state: ["state"],
};

/**
 * Returns a predicate for lines that belong to one of the groups and contain a text, ignoring case.
 *
 * @param textOf returns the text of a line that is searched
 */
export function filterOf(groups, wanted, textOf) {
  const kinds = new Set(groups.flatMap(group => GROUPS[group]));
  if (wanted === "") {
    return line => kinds.has(line.kind);
  }
  // A regular expression needs no copy in lower case of a text that may have megabytes.
  const pattern = new RegExp(wanted.toWellFormed().replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "iu");
  return line => kinds.has(line.kind) && pattern.test(textOf(line));
}
