// Explains how a connection ended, in text keys.

/** The last part of the key of the summary that fits a report (connection.js). */
export function summaryOf(report) {
  if (report.abandoned) {
    return "abandoned";
  }
  if (!report.opened) {
    return report.closeCalled ? "cancelled" : "unopened";
  }
  if (report.wasClean) {
    return report.initiator;
  }
  if (report.closeCalled) {
    return "unanswered";
  }
  return report.failed ? "violation" : "broken";
}

/** The keys of possible explanations, the most specific first. Not all of them have a text. */
export function meaningsOf(report) {
  const { code } = report;
  return [`meaning.${code}.${summaryOf(report)}`, `meaning.${code}`, `meaning.${rangeOf(code)}`];
}

function rangeOf(code) {
  if (code >= 4000) {
    return "private";
  }
  return code >= 3000 ? "library" : "protocol";
}
