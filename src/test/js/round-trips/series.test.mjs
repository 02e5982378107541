import assert from "node:assert/strict";
import test from "node:test";
import { Series } from "../../../main/resources/assets/round-trips/series.js";

test("retains only the steps of the last minute", () => {
  const series = new Series();
  for (let at = 0; at < 200_000; at += 10) {
    series.add(at % 7, at);
  }
  const all = series.steps(200_000);
  const [first] = all;
  assert.equal(all.length, 240);
  assert.equal(first.at, 140_250);
  assert.equal(first.count, 25);
  assert.equal(Math.round(first.median), 3);
  assert.equal(first.max, 6);
  assert.equal(series.steps(230_100).length, 120);
  assert.equal(series.steps(300_000).length, 0);
  assert.equal(series.isEmpty, true);
});
