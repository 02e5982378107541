import assert from "node:assert/strict";
import test from "node:test";
import { byGroup, tallyOf } from "../../../main/resources/assets/scenarios/tally.js";

test("counts what has no result as not run", () => {
  assert.deepEqual(tallyOf(["passed", "idle", "running", "impossible", "failed", "passed"]), {
    passed: 2,
    known: 0,
    failed: 1,
    undecided: 0,
    notRun: 3,
  });
});

test("groups items in the order in which the groups first occur", () => {
  assert.deepEqual(
    byGroup(["b1", "a1", "b2"], item => item[0]),
    [
      ["b", ["b1", "b2"]],
      ["a", ["a1"]],
    ],
  );
});
