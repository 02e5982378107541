import assert from "node:assert/strict";
import test from "node:test";
import { MAXIMUM_CHARACTERS, Recent } from "../../../main/resources/assets/base/recent.js";
import { memoryStorage } from "../support/storage.mjs";

test("the most recent value is the first, and each is listed once", () => {
  const recent = new Recent("x", 3, memoryStorage());
  ["a", "b", "a", "c"].forEach(value => recent.add(value));
  assert.deepEqual(recent.values, ["c", "a", "b"]);
});

test("the oldest value is discarded beyond the limit", () => {
  const recent = new Recent("x", 2, memoryStorage());
  ["a", "b", "c"].forEach(value => recent.add(value));
  assert.deepEqual(recent.values, ["c", "b"]);
});

test("values are stored and read again", () => {
  const storage = memoryStorage();
  new Recent("x", 3, storage).add("a");
  assert.deepEqual(new Recent("x", 3, storage).values, ["a"]);
  assert.deepEqual(new Recent("y", 3, storage).values, []);
});

test("old values are discarded if all together are too long", () => {
  const recent = new Recent("x", 3, memoryStorage());
  const half = "x".repeat(MAXIMUM_CHARACTERS / 2);
  recent.add(`${half}1`);
  recent.add(`${half}2`);
  assert.deepEqual(recent.values, [`${half}2`]);
});

test("a value that is too long alone is not stored, and discards no other", () => {
  const recent = new Recent("x", 3, memoryStorage());
  recent.add("a");
  recent.add("x".repeat(MAXIMUM_CHARACTERS));
  assert.deepEqual(recent.values, ["a"]);
});

test("values can be removed", () => {
  const storage = memoryStorage();
  const recent = new Recent("x", 3, storage);
  recent.add("a");
  recent.clear();
  assert.deepEqual(new Recent("x", 3, storage).values, []);
});

for (const stored of ["{", "1", "null", '{"a":1}', '[1,null,"a"]']) {
  test(`anything else in the storage is ignored: ${stored}`, () => {
    const { values } = new Recent("x", 3, memoryStorage({ x: stored }));
    assert.deepEqual(values, stored.endsWith('"a"]') ? ["a"] : []);
  });
}
