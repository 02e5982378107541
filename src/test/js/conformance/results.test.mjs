import assert from "node:assert/strict";
import test from "node:test";
import { knownCases, TESTED } from "../../../main/resources/assets/conformance/known-cases.js";
import {
  differences,
  outcomeOf,
  stateOf,
  tallyOf,
} from "../../../main/resources/assets/conformance/results.js";

function result(id, passed, behavior, behaviorClose = "OK") {
  return { id, passed, behavior, behaviorClose };
}

const RESULTS = [
  [result("1.1.1", true, "OK"), "passed", undefined],
  [result("3.2", true, "NON-STRICT"), "nonstrict", undefined],
  [result("7.1.6", null, "INFORMATIONAL", "INFORMATIONAL"), "undecided", undefined],
  [result("13.3.1", null, "UNIMPLEMENTED"), "undecided", "UNIMPLEMENTED/OK"],
  [result("6.3.1", false, "OK", "WRONG CODE"), "failed", "OK/WRONG CODE"],
  [result("7.9.1", false, "OK"), "failed", "OK/OK!"],
  [result("1.1.2", false, "FAILED", "FAILED"), "failed", "FAILED/FAILED"],
];

for (const [found, state, outcome] of RESULTS) {
  test(`${found.behavior}/${found.behaviorClose} with the verdict ${found.passed} is ${state}`, () => {
    assert.equal(stateOf(found), state);
    assert.equal(outcomeOf(found), outcome);
  });
}

test("results are counted by their states", () => {
  assert.deepEqual(tallyOf(RESULTS.map(([found]) => found)), {
    passed: 1,
    nonstrict: 1,
    failed: 3,
    undecided: 2,
  });
});

test("a case differs if it fails unexpectedly, passes unexpectedly, or fails otherwise", () => {
  const known = { "6.3.1": "OK/WRONG CODE", "1.1.1": "FAILED/FAILED", "7.9.1": "OK/WRONG CODE" };
  assert.deepEqual(
    differences(
      RESULTS.map(([found]) => found).filter(({ id }) => id !== "13.3.1"),
      known,
    ),
    [
      { id: "1.1.1", seen: undefined, known: "FAILED/FAILED" },
      { id: "7.9.1", seen: "OK/OK!", known: "OK/WRONG CODE" },
      { id: "1.1.2", seen: "FAILED/FAILED", known: undefined },
    ],
  );
});

test("only cases that ran can differ", () => {
  assert.deepEqual(differences([], { "6.3.1": "OK/WRONG CODE" }), []);
});

test("each tested browser has known cases, and each case one outcome", () => {
  for (const name of Object.keys(TESTED)) {
    const known = knownCases(name);
    assert.equal(known["7.9.2"], "FAILED/WRONG CODE");
    assert.ok(Object.values(known).every(outcome => /^[A-Z -]+\/[A-Z -]+!?$/.test(outcome)));
    assert.ok(Object.keys(known).every(id => /^[a-z0-9]+([./-][a-z0-9]+)*$/.test(id)));
  }
  assert.equal(knownCases("Safari"), null);
});
