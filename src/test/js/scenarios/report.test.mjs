import assert from "node:assert/strict";
import test from "node:test";
import { asMarkdown } from "../../../main/resources/assets/scenarios/report.js";

test("escapes special characters in a Markdown table", () => {
  const result = {
    scenarios: [
      {
        id: "a|b",
        state: "passed",
        reported: null,
        expected: { code: null, reason: "`|", wasClean: true },
        server: { verdict: { observed: "one\ntwo", remark: "three|" } },
      },
    ],
  };
  const words = {
    title: "T",
    facts: "F",
    heads: ["1", "2", "3", "4", "5"],
    states: { passed: "ok" },
  };
  assert.equal(
    asMarkdown(result, words).split("\n").at(-2),
    '| `a\\|b` | ``code: *, reason: "`\\|", wasClean: true`` |  | one two three\\| | ok |',
  );
});
