// What an end means, in keys of the page's texts.

/** Which of the page's summaries fits the report of an end. */
export function summaryOf(report) {
  if (!report.opened) {
    return report.asked ? "cancelled" : "unopened";
  }
  if (report.wasClean) {
    return report.initiator;
  }
  if (report.asked) {
    return "unanswered";
  }
  return report.failed ? "violation" : "broken";
}

/** The keys to look for an explanation under, the most fitting first. */
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
