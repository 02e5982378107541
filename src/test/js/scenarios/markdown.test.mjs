import assert from "node:assert/strict";
import test from "node:test";
import { asMarkdown } from "../../../main/resources/assets/scenarios/markdown.js";

const WORDS = {
  title: "T",
  facts: "F",
  group: "group",
  scenario: "scenario",
  expected: "expected",
  reported: "reported",
  seen: "seen",
  state: "state",
  counts: { passed: "P", known: "K", failed: "F", undecided: "U", notRun: "N" },
  groups: { one: "First | group" },
  stateOf: ({ state }) => `<${state}>`,
};

const RESULT = {
  groups: [{ group: "one", millis: 1, passed: 1, known: 2, failed: 3, undecided: 4, notRun: 5 }],
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

test("escapes special characters in a Markdown table", () => {
  assert.equal(
    asMarkdown(RESULT, WORDS).split("\n").at(-2),
    '| `a\\|b` | ``code: *, reason: "`\\|", wasClean: true`` |  | one two three\\| | <passed> |',
  );
});

test("has a row for each group", () => {
  assert.deepEqual(asMarkdown(RESULT, WORDS).split("\n").slice(0, 8), [
    "## T",
    "",
    "F",
    "",
    "| group | P | K | F | U | N |",
    "| --- | --- | --- | --- | --- | --- |",
    "| First \\| group | 1 | 2 | 3 | 4 | 5 |",
    "",
  ]);
});
