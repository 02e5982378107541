import assert from "node:assert/strict";
import test from "node:test";
import {
  hasEnded,
  isDecided,
  outcomeOf,
  timelineOf,
} from "../../../main/resources/assets/reconnection/attempts.js";

const START = Date.parse("2025-01-02T03:04:05.000Z");

function attempt(values) {
  return { state: "ended", status: 101, code: null, delayMillis: null, endedAt: null, ...values };
}

function at(millis) {
  return new Date(START + millis).toISOString();
}

for (const [values, outcome] of [
  [{ state: null, status: null }, ["unknown"]],
  [{ state: "open", status: null }, ["connecting"]],
  [{ status: null }, ["unanswered"]],
  [{ state: "refused", status: 503 }, ["rejected", 503]],
  [{ code: 1012 }, ["closed", 1012]],
  [{ state: "closing", code: 1000 }, ["closed", 1000]],
  [{}, ["lost"]],
  [{ state: "open" }, ["open"]],
]) {
  test(`outcome is ${outcome.join(" ")}`, () => {
    assert.deepEqual(outcomeOf(attempt(values)), outcome);
  });
}

test("rejected and ended connections have ended", () => {
  assert.deepEqual(
    ["open", "closing", "ended", "refused", null].map(state => hasEnded({ state })),
    [false, false, true, true, false],
  );
});

test("lays out bars, delays and ticks", () => {
  const attempts = [
    attempt({ begunAt: at(0), endedAt: at(20), code: 1012 }),
    attempt({ begunAt: at(1020), endedAt: at(1030), delayMillis: 1000, status: 503 }),
    attempt({ begunAt: at(3030), delayMillis: 2000, state: "open" }),
  ];
  const { span, ticks, bars } = timelineOf(attempts, START + 4000, 6);
  assert.deepEqual(bars, [
    { from: 0, to: 20, before: null },
    { from: 1020, to: 1030, before: 20 },
    { from: 3030, to: 4000, before: 1030 },
  ]);
  assert.equal(span, 4000);
  assert.deepEqual(ticks, [0, 1000, 2000, 3000, 4000]);
});

test("an attempt that has just ended needs a second of the line", () => {
  const { span, ticks } = timelineOf([attempt({ begunAt: at(0), endedAt: at(3) })], START, 6);
  assert.equal(span, 1000);
  assert.deepEqual(ticks, [0, 200, 400, 600, 800, 1000]);
});

test("an attempt without a transcript has no length", () => {
  const { bars } = timelineOf([attempt({ begunAt: at(0), state: null })], START + 60_000, 6);
  assert.deepEqual(bars, [{ from: 0, to: 0, before: null }]);
});

test("a long line has few ticks", () => {
  for (const seconds of [1, 7, 59, 61, 599, 3600]) {
    const attempts = [attempt({ begunAt: at(0), endedAt: at(seconds * 1000) })];
    for (const most of [1, 2, 6]) {
      const { ticks } = timelineOf(attempts, START, most);
      assert.ok(ticks.length >= 1 && ticks.length <= most + 1, `${seconds} s: ${ticks}`);
    }
  }
});

for (const [passed, through, isUnchanged, decided] of [
  [false, false, false, true],
  [true, true, false, false],
  [true, true, true, true],
  [null, true, true, false],
]) {
  test(`a verdict of ${passed} is ${decided ? "" : "not "}final${isUnchanged ? " later" : ""}`, () => {
    assert.equal(isDecided({ verdict: { passed }, through }, isUnchanged), decided);
  });
}

test("without a verdict, the last step decides", () => {
  assert.equal(isDecided({ verdict: null, through: true }, true), true);
  assert.equal(isDecided({ verdict: null, through: false }, true), false);
});
