// What the list of rows remembers of a row, whether it is in the document or not.

/** The record of a row whose height and place [px] are not known yet. */
export function newRow(line) {
  return { line, height: undefined, top: null, hasLostData: line.data === null };
}

/** Whether the log has dropped the data since the row was created. */
export function isStale(row) {
  return row.hasLostData !== (row.line.data === null);
}
