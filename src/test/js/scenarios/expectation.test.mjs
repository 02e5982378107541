import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { conductAt } from "../../../main/resources/assets/scenarios/conduct.js";
import { expectedAt, judge } from "../../../main/resources/assets/scenarios/expectation.js";
import { entry } from "../support/catalogue.mjs";

const EXPECTED = [
  ["close", { code: "4001", reason: "bye" }, [4001, "bye", true]],
  ["close", {}, [1000, "", true]],
  ["answer-close", { code: "4002", reason: "other", delay: "1s" }, [4002, "other", true]],
  ["answer-close", {}, [4001, "bye", true]],
  ["hold-tcp", { hold: "1s" }, [4001, "bye", true]],
  ["drop", { after: "3" }, [1006, "", false]],
  ["cut", { at: "header" }, [1006, "", false]],
  ["timeout", { idle: "1s" }, [1001, "Idle for 1000 ms.", true]],
  ["timeout", { idle: "2s" }, [1001, null, true]],
  ["refuse", { status: "401" }, [1006, "", false]],
  ["refuse", { times: "1", key: "k" }, [null, null, null]],
  ["illegal/rsv1", { within: "1s" }, [1006, "", false]],
  ["subprotocol", { choose: "last" }, [4001, "bye", true]],
  ["subprotocol", { choose: "none" }, [null, null, null]],
  ["legal/no-subprotocol", {}, [1006, "", false]],
];

const ANY = { code: null, reason: null, wasClean: null };
const CLEAN = { code: 1000, reason: "", wasClean: true };
const LOST = { code: 1006, reason: "", wasClean: false };
const OTHER = { code: 1002, reason: "", wasClean: true };

const PASSED = { passed: true };
const FAILED = { passed: false };
const UNDECIDED = { passed: null };

const RUNS = [
  ["passed", { expected: CLEAN, report: CLEAN, verdict: PASSED }],
  ["undecided", { expected: CLEAN, report: CLEAN, verdict: UNDECIDED }],
  ["untrusted", { expected: CLEAN, report: LOST, verdict: UNDECIDED, namesServer: true }],
  ["untrusted", { expected: LOST, report: LOST, absence: "gone", namesServer: true }],
  ["passed", { expected: LOST, report: LOST, verdict: PASSED, namesServer: true }],
  ["server", { expected: LOST, report: LOST, verdict: FAILED, namesServer: true }],
  ["undecided", { expected: CLEAN, report: CLEAN }],
  ["undecided", { expected: CLEAN, report: CLEAN, absence: "gone" }],
  ["undecided", { expected: CLEAN, report: CLEAN, absence: "busy" }],
  ["unreachable", { expected: CLEAN, report: CLEAN, absence: "unreachable" }],
  ["unreachable", { expected: CLEAN, report: LOST, absence: "unreachable" }],
  ["unreachable", { expected: CLEAN, report: null, absence: "unreachable" }],
  ["passed", { expected: ANY, report: LOST, verdict: PASSED }],
  ["server", { expected: CLEAN, report: CLEAN, verdict: FAILED }],
  ["report", { expected: CLEAN, report: LOST, verdict: PASSED }],
  ["known", { expected: CLEAN, report: LOST, verdict: FAILED, deviation: LOST }],
  ["passed", { expected: CLEAN, report: CLEAN, verdict: PASSED, deviation: LOST }],
  ["report", { expected: CLEAN, report: OTHER, verdict: FAILED, deviation: LOST }],
  ["known", { expected: LOST, report: LOST, verdict: FAILED, deviation: LOST }],
  ["passed", { expected: LOST, report: LOST, verdict: PASSED, deviation: LOST }],
  ["undecided", { expected: LOST, report: LOST, verdict: UNDECIDED, deviation: LOST }],
  ["silent", { expected: CLEAN, report: null, deviation: LOST }],
];

for (const [id, values, expected] of EXPECTED) {
  test(`expects the report that the parameters determine: ${id} ${JSON.stringify(values)}`, () => {
    const { code, reason, wasClean } = expectedAt(entry(id), values, conductAt(entry(id), values));
    assert.deepEqual([code, reason, wasClean], expected);
  });
}

for (const [expected, run] of RUNS) {
  test(`judges a run: ${expected} for ${JSON.stringify(run)}`, () => {
    assert.equal(judge(run), expected);
  });
}
