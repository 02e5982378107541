import assert from "node:assert/strict";
import test from "node:test";
import { MAXIMUM_ATTEMPTS, waitBefore } from "../../../main/resources/assets/connection/backoff.js";

test("doubles the wait for each attempt, up to 30 s", () => {
  const waits = Array.from({ length: MAXIMUM_ATTEMPTS }, (_, index) => waitBefore(index + 1));
  assert.deepEqual(waits.slice(0, 7), [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});
