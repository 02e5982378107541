import assert from "node:assert/strict";
import test from "node:test";
import { sentenceOf } from "../../../main/resources/assets/closing/closing.js";
import { rowsOf } from "../../../main/resources/assets/closing/rows.js";
import {
  abandoned,
  broken,
  browser,
  closedByVisitor,
  frame,
  none,
  receivedClose,
  server,
  short,
  unopened,
} from "./ends.mjs";

const cancelled = { ...unopened, closeCalled: true, initiator: "browser", closeMillis: 10 };

test("both sides of a fact are in one row, with the explanation if they differ", () => {
  const rows = rowsOf(browser({}), server({ sent: frame(4001, 5) }));
  assert.deepEqual(inLines(rows).slice(0, 2), [
    "code | 1000 | 4001 | differs changed",
    "reason | closing.noReason | closing.noReason",
  ]);
});

test("a clean end has a row for each fact that is known", () => {
  const rows = rowsOf(
    browser(closedByVisitor(4001, "bye")),
    server({ ...receivedClose(4001, "bye"), detail: "The client closed." }),
  );
  assert.deepEqual(inLines(rows), [
    "code | 4001 | 4001",
    "reason | bye | bye",
    "clean | true closing.clean.true | true closing.clean.true",
    "initiator | closing.by.browser | closing.by.client",
    "closeCall | 4001 bye | 4001 bye",
    "timing | 10ms | closing.between.client 1ms",
    "duration | 10ms | 15ms",
    "status | closing.handshake.accepted | 101",
    "cause | - | closing.cause.asked The client closed.",
    "tcp | - | closing.tcp.byUs",
  ]);
});

test("without a transcript, the rows contain only what the browser knows", () => {
  const rows = rowsOf(browser(broken), null);
  assert.ok(rows.every(row => row.server === null && row.difference === null));
  assert.deepEqual(members(rows), [
    "code",
    "reason",
    "clean",
    "initiator",
    "closeCall",
    "duration",
    "status",
  ]);
});

test("a cancelled connection does not contradict itself", () => {
  const seen = server(
    { ...none, initiator: "client", cause: "network", tcpEnd: "fin" },
    { state: "refused", handshake: { status: null } },
  );
  assert.deepEqual(inLines(rowsOf(browser(cancelled), seen)), [
    "code | 1006 | -",
    "reason | closing.noReason | -",
    "clean | false | -",
    "initiator | closing.by.browser | -",
    "closeCall | closing.cancelled | -",
    "duration | closing.neverOpen | -",
    "status | closing.handshake.cancelled | closing.noAnswer | note cancelled",
    "tcp | - | closing.tcp.fin",
  ]);
});

test("without a close event, the page knows no code, reason and cleanness", () => {
  const seen = server({ ...none, initiator: "client", received: frame(4001, 5) });
  assert.deepEqual(inLines(rowsOf(browser(abandoned), seen)).slice(0, 7), [
    "code | closing.unknown | closing.noFrame | note abandoned",
    "reason | closing.unknown | closing.noReason",
    "clean | closing.unknown | false closing.clean.false",
    "initiator | closing.by.browser | closing.by.client",
    "closeCall | 4001 | 4001",
    "timing | closing.abandonedAfter 10ms | -",
    "duration | 10ms | 15ms",
  ]);
});

test("a scenario has a verdict, and a remark if there is one", () => {
  const verdict = { expected: "", observed: "Seen.", passed: false, remark: "Late." };
  assert.deepEqual(inLines(rowsOf(browser({}), server({}, { verdict }))).slice(-2), [
    "verdict | - | transcript.failed Seen.",
    "remark | - | Late.",
  ]);
});

test("the sentence names both codes if the server answered with another", () => {
  const report = browser({ ...closedByVisitor(4001), code: 4002 });
  assert.equal(sentence(report), "closing.summary.answered 4001 4002");
  assert.equal(
    sentence(browser({ ...closedByVisitor(null), code: 1000 })),
    "closing.summary.answered null 1000",
  );
  assert.equal(sentence(browser(closedByVisitor(null))), "closing.summary.browser");
  assert.equal(sentence(browser(closedByVisitor(4001))), "closing.summary.browser");
});

test("nobody answered if both closed at the same time", () => {
  const report = browser({ ...closedByVisitor(4001), code: 1000 });
  assert.equal(sentence(report, server({})), "closing.summary.crossed");
});

function sentence(report, transcript) {
  const [key, ...values] = sentenceOf(report, transcript);
  return [key, ...values.map(short)].join(" ");
}

function members(rows) {
  return rows.map(({ member }) => member);
}

function inLines(rows) {
  return rows.map(({ member, browser, server, difference }) =>
    [
      member,
      inWords(browser),
      inWords(server),
      ...(difference === null ? [] : [`${difference.kind} ${difference.why}`]),
    ].join(" | "),
  );
}

function inWords(parts) {
  return parts === null ? "-" : parts.map(partInWords).join(" ");
}

function partInWords({ text, values = [], millis, ...other }) {
  if (text !== undefined) {
    return [text, ...values.map(short)].join(" ");
  }
  return millis === undefined ? String(Object.values(other)[0]) : `${millis}ms`;
}
