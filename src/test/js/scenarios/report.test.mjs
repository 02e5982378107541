import assert from "node:assert/strict";
import test from "node:test";
import { resultOf } from "../../../main/resources/assets/scenarios/report.js";
import { entry } from "../support/catalogue.mjs";

const RUN = { browser: "B 1", server: "ws://s/", startedAt: new Date(0), millis: 12.4 };

function member(id, state, more) {
  return { scenario: entry(id), state, explanation: "", ...more };
}

test("counts the results as a whole and by group", () => {
  const { summary, groups } = resultOf(RUN, [
    member("close", "passed", { millis: 2.4 }),
    member("close/empty", "failed", { millis: 3.4 }),
    member("drop", "known"),
    member("reset", "undecided"),
    member("cut", "running"),
    member("no-pong", "impossible"),
  ]);
  assert.deepEqual(summary, { passed: 1, known: 1, failed: 1, undecided: 1, notRun: 2 });
  assert.deepEqual(groups, [
    { group: "close", millis: 6, passed: 1, known: 0, failed: 1, undecided: 0, notRun: 0 },
    { group: "tcp", millis: 0, passed: 0, known: 1, failed: 0, undecided: 1, notRun: 1 },
    { group: "timing", millis: 0, passed: 0, known: 0, failed: 0, undecided: 0, notRun: 1 },
  ]);
});

test("has the details of a scenario that was run", () => {
  const report = { code: 1006, reason: "", wasClean: false };
  const verdict = { passed: false, observed: "O", remark: null };
  const closing = { received: null, sent: { code: 1000, reason: "r", raw: "x" }, tcpEnd: "fin" };
  const { scenarios } = resultOf(RUN, [
    member("drop", "failed", {
      report,
      expected: report,
      address: "ws://s/drop",
      millis: 1.6,
      explanation: "because",
      transcript: { closing, verdict },
    }),
  ]);
  assert.deepEqual(scenarios, [
    {
      id: "drop",
      group: "tcp",
      address: "ws://s/drop",
      state: "failed",
      passed: false,
      explanation: "because",
      millis: 2,
      expected: report,
      deviation: null,
      reported: report,
      server: {
        received: null,
        sent: { code: 1000, reason: "r" },
        tcpEnd: "fin",
        verdict,
      },
    },
  ]);
});

test("a scenario that was not run has no report", () => {
  const [scenario] = resultOf(RUN, [member("drop", "running")]).scenarios;
  assert.equal(scenario.state, "idle");
  assert.equal(scenario.passed, null);
  assert.equal(scenario.reported, null);
  assert.equal(scenario.server, null);
  assert.deepEqual(scenario.expected, entry("drop").expected);
});
