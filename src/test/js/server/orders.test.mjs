import assert from "node:assert/strict";
import test from "node:test";
import "../support/page.mjs";
import {
  codeProblem,
  MAXIMUM_TEXT_BYTES,
  reasonProblem,
  textProblem,
} from "../../../main/resources/assets/server/orders.js";

test("the server closes with every code that may be sent, and with no other", () => {
  for (const code of ["1000", "1003", "1007", "1014", "3000", " 4999 "]) {
    assert.equal(codeProblem(code), null, code);
  }
  for (const code of ["", "x", "999", "1004", "1005", "1006", "1015", "2999", "5000", "1000.5"]) {
    assert.deepEqual(codeProblem(code), ["server.problem.code"], code);
  }
});

test("a reason has at most 123 bytes of UTF-8", () => {
  assert.equal(reasonProblem("x".repeat(123), 123), null);
  assert.deepEqual(reasonProblem("é".repeat(62), 123), ["server.problem.reason", 124, 1]);
  assert.deepEqual(reasonProblem("\ud800", 123), ["reason.surrogate"]);
});

test("a text has at most 64 KiB of UTF-8", () => {
  assert.equal(textProblem("x".repeat(MAXIMUM_TEXT_BYTES)), null);
  assert.deepEqual(textProblem("x".repeat(65_537)), ["server.problem.text", 65_537, 65_536]);
});
