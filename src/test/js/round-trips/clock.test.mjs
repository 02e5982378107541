import assert from "node:assert/strict";
import test from "node:test";
import { resolutionOf } from "../../../main/resources/assets/round-trips/clock.js";

/** A clock that moves a little at each reading, and is rounded down to a multiple of the step. */
function clock(step) {
  let readings = 0;
  return () => Math.floor((readings++ * 0.01) / step) * step;
}

for (const step of [0.1, 1, 2]) {
  test(`finds the resolution of a clock: ${step} ms`, () => {
    assert.equal(Math.round(resolutionOf(clock(step)) * 100) / 100, step);
  });
}

test("the resolution of a real clock is found within its bound", () => {
  const resolution = resolutionOf();
  assert.ok(resolution > 0 && resolution <= 20, String(resolution));
});
