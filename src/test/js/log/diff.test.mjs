import assert from "node:assert/strict";
import test from "node:test";
import { diff, LIMITS } from "../../../main/resources/assets/log/diff.js";

const TEXTS = [
  ["hello", "hELLo", { position: 2, before: "h", sent: "ell", received: "ELL", after: "o" }],
  ["ab", "abc", { position: 3, before: "ab", sent: "", received: "c", after: "" }],
  ["aXa", "aa", { position: 2, before: "a", sent: "X", received: "", after: "a" }],
  ["", "x", { position: 1, before: "", sent: "", received: "x", after: "" }],
  ["aaa", "aa", { position: 3, before: "aa", sent: "a", received: "", after: "" }],
  // These emoji begin with the same code unit, or end with the same one.
  ["👋a", "👌a", { position: 1, before: "", sent: "👋", received: "👌", after: "a" }],
  ["x👋", "x🐋", { position: 2, before: "x", sent: "👋", received: "🐋", after: "" }],
  ["👋👋a", "👋👋b", { position: 3, before: "👋👋", sent: "a", received: "b", after: "" }],
];

for (const [sent, received, expected] of TEXTS) {
  test(`compares the texts ${JSON.stringify(sent)} and ${JSON.stringify(received)}`, () => {
    assert.deepEqual(diff(sent, received), expected);
  });
}

test("cuts long parts of texts", () => {
  const { context, middle } = LIMITS.text;
  const long = "👋".repeat(1000);
  assert.deepEqual(diff(`${long}${"a".repeat(1000)}${long}`, `${long}b${long}`), {
    position: 1001,
    before: `…${"👋".repeat(context)}`,
    sent: `${"a".repeat(middle)}…`,
    received: "b",
    after: `${"👋".repeat(context)}…`,
  });
});

test("compares bytes", () => {
  const bytes = (...values) => Uint8Array.from(values).buffer;
  assert.deepEqual(diff(bytes(1, 2, 3, 255), bytes(1, 2, 4, 255)), {
    position: 3,
    before: "01 02 ",
    sent: "03",
    received: "04",
    after: " ff",
  });
  assert.deepEqual(diff(bytes(), bytes(7)), {
    position: 1,
    before: "",
    sent: "",
    received: "07",
    after: "",
  });
  const long = Array(100).fill(7);
  assert.deepEqual(diff(bytes(...long, 1, ...long), bytes(...long, ...long, ...long)), {
    position: 101,
    before: `… ${"07 ".repeat(8)}`,
    sent: "01",
    received: `${"07 ".repeat(32)}…`,
    after: ` ${"07 ".repeat(8)}…`,
  });
});
