// Explains how a connection ended, in text keys.

import { receivedCode } from "./differences.js";

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

/**
 * The sentence that says how a connection ended, as [text key, ...values]; see values.js.
 *
 * @param transcript the server's; null if there is none
 */
export function sentenceOf(report, transcript = null) {
  const summary = summaryOf(report);
  if (summary === "browser" && wasCrossed(transcript)) {
    return ["closing.summary.crossed"];
  }
  const given = report.closeCall?.code;
  if (summary === "browser" && given !== receivedCode(report)) {
    return ["closing.summary.answered", { code: given }, { code: receivedCode(report) }];
  }
  return [`closing.summary.${summary}`];
}

// Whether the server sent its close frame before it received the browser's.
function wasCrossed(transcript) {
  const { sent = null, received = null } = transcript?.closing ?? {};
  return sent !== null && received !== null && sent.atMillis < received.atMillis;
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
  if (code >= 3000) {
    return "library";
  }
  return code >= 1000 ? "protocol" : "unused";
}
