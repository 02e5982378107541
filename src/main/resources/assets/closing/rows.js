// The rows of the table that compares the end of a connection on both sides. Does not use the DOM.

import { verdictOf } from "../connection/verdict.js";
import { summaryOf } from "./closing.js";
import { differences } from "./differences.js";

/**
 * Returns the rows in their order, without those that have no fact. Each has these members:
 *
 * - member: its name, as in differences.js
 * - browser, server: the fact on that side; null if there is none
 * - difference: the one of differences.js; null if the sides agree
 *
 * A fact is a list of parts, each with one of these members:
 *
 * - text: a text key, with values; see values.js
 * - wire: data that were sent over the wire
 * - closeCode: a close code that was sent over the wire or reported by the browser
 * - code: the value of an identifier of the API
 * - millis: a duration [ms]
 * - quote: a sentence of the server in English
 * - words: a sentence of the server in the visitor's language
 *
 * @param report the browser's report (connection.js)
 * @param transcript the server's transcript (transcripts.js); null if there is none
 */
export function rowsOf(report, transcript) {
  const found = transcript === null ? [] : differences(report, transcript);
  const inBrowser = browserFacts(report);
  const onServer = transcript === null ? {} : serverFacts(report, transcript);
  return MEMBERS.map(member => ({
    member,
    browser: inBrowser[member] ?? null,
    server: onServer[member] ?? null,
    difference: found.find(difference => difference.member === member) ?? null,
  })).filter(({ browser, server }) => browser !== null || server !== null);
}

const MEMBERS = [
  "code",
  "reason",
  "clean",
  "initiator",
  "closeCall",
  "timing",
  "duration",
  "status",
  "cause",
  "violation",
  "tcp",
  "verdict",
  "remark",
];

function browserFacts(report) {
  const { opened, abandoned, closeCalled, closeCall, initiator } = report;
  const known = parts => (abandoned ? [key("closing.unknown")] : parts);
  return {
    code: known([{ closeCode: report.code }]),
    reason: known(reasonOf(report)),
    clean: known([
      { code: String(report.wasClean) },
      ...(opened ? [key(`closing.clean.${report.wasClean}`)] : []),
    ]),
    initiator: opened || closeCalled ? [key(`closing.by.${initiator}`)] : null,
    closeCall: closeCallOf(report),
    timing: closeCall === null ? null : timingOf(report),
    duration: opened ? [{ millis: report.openMillis }] : [key("closing.neverOpen")],
    status: [key(`closing.handshake.${handshakeOf(report)}`)],
  };
}

function closeCallOf({ opened, closeCalled, closeCall }) {
  if (closeCall !== null) {
    return frameOf(closeCall);
  }
  if (opened) {
    return [key("closing.noCall")];
  }
  return closeCalled ? [key("closing.cancelled")] : null;
}

function timingOf({ abandoned, closeMillis }) {
  const time = { millis: closeMillis };
  return [abandoned ? key("closing.abandonedAfter", time) : time];
}

function handshakeOf({ opened, closeCalled }) {
  if (opened) {
    return "accepted";
  }
  return closeCalled ? "cancelled" : "failed";
}

function serverFacts(report, transcript) {
  const { closing, handshake, verdict, durationMillis } = transcript;
  return {
    ...(report.opened ? closingFacts(closing, durationMillis) : {}),
    status: [
      handshake.status === null ? key("closing.noAnswer") : { wire: String(handshake.status) },
    ],
    cause: causeOf(report, closing),
    violation: closing.violation === null ? null : [{ quote: closing.violation }],
    tcp: [key(`closing.tcp.${closing.tcpEnd}`)],
    // Only connections to a scenario have a verdict.
    verdict: verdict === null ? null : [key(verdictOf(transcript)), { words: verdict.observed }],
    remark: verdict?.remark ? [{ words: verdict.remark }] : null,
  };
}

function closingFacts({ sent, received, clean, initiator }, durationMillis) {
  return {
    code: sent === null ? [key("closing.noFrame")] : [codeOf(sent)],
    reason: reasonOf(sent ?? { reason: "" }),
    clean: [{ code: String(clean) }, key(`closing.clean.${clean}`)],
    initiator: [key(`closing.by.${initiator}`)],
    closeCall: received === null ? [key("closing.noFrame")] : frameOf(received),
    timing: between(received, sent),
    duration: [{ millis: durationMillis }],
  };
}

// For a cancelled connection, the end of TCP is the visitor's decision and no fault of the network.
function causeOf(report, { cause, detail }) {
  if (cause === null || (cause === "network" && summaryOf(report) === "cancelled")) {
    return null;
  }
  return [key(`closing.cause.${cause}`), ...(detail ? [{ quote: detail }] : [])];
}

function between(received, sent) {
  if (received === null || sent === null) {
    return null;
  }
  const millis = sent.atMillis - received.atMillis;
  return millis >= 0
    ? [key("closing.between.client", { millis })]
    : [key("closing.between.server", { millis: -millis })];
}

function frameOf(frame) {
  return frame.reason === "" ? [codeOf(frame)] : [codeOf(frame), { wire: frame.reason }];
}

function codeOf({ code }) {
  return code === null ? key("closing.noCode") : { closeCode: code };
}

function reasonOf({ reason }) {
  return [reason === "" ? key("closing.noReason") : { wire: reason }];
}

function key(text, ...values) {
  return { text, values };
}
