import assert from "node:assert/strict";
import test from "node:test";
import { isShown } from "../../../main/resources/assets/scenarios/filter.js";
import { entries } from "../support/catalogue.mjs";

const SHOWN = [
  ["", "all", entries.length],
  ["/close/mid-message", "all", 1],
  ["DELAY  echoes", "all", 2],
  ["7.4.2", "all", 6],
  ["RFC 7692", "all", 4],
  ["1009", "all", 1],
  ["retryafter", "all", 1],
  ["no such thing", "all", 0],
  ["", "passed", 0],
  ["", "idle", entries.length],
];

for (const [words, state, count] of SHOWN) {
  test(`shows the scenarios with the words and the state: "${words}" ${state}`, () => {
    assert.equal(entries.filter(one => isShown(one, "idle", words, state)).length, count);
  });
}
