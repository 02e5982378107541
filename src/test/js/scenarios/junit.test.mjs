import assert from "node:assert/strict";
import test from "node:test";
import { asJUnit } from "../../../main/resources/assets/scenarios/junit.js";

const WORDS = {
  title: "T",
  expected: "E",
  reported: "R",
  seen: "S",
  stateOf: ({ state }) => `<${state}>`,
};

function resultWith(...scenarios) {
  const counts = { passed: 1, known: 1, failed: 1, undecided: 1, notRun: 2 };
  return {
    browser: 'B "1"',
    server: "ws://s/?a&b",
    date: "2026-11-27T03:04:05.678Z",
    millis: 1234,
    summary: counts,
    groups: [{ group: "one", millis: 56, ...counts }],
    scenarios,
  };
}

function scenario(state, more) {
  return {
    id: `is/${state}`,
    group: "one",
    address: null,
    state,
    explanation: null,
    millis: null,
    expected: { code: 1000, reason: "", wasClean: true },
    reported: null,
    server: null,
    ...more,
  };
}

test("has a suite for each group and a case for each scenario", () => {
  const result = resultWith(
    scenario("passed", { millis: 7 }),
    scenario("known", { explanation: "Known of B." }),
    scenario("idle"),
    scenario("failed", {
      explanation: "Why",
      address: "ws://s/x",
      reported: { code: 1006, reason: "r", wasClean: false },
      server: { verdict: { observed: "O", remark: null } },
    }),
  );
  assert.equal(
    asJUnit(result, WORDS),
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="T" tests="6" failures="1" errors="0" skipped="4" time="1.234">
  <testsuite name="one" tests="6" failures="1" errors="0" skipped="4" time="0.056" timestamp="2026-11-27T03:04:05">
    <properties>
      <property name="browser" value="B &quot;1&quot;"/>
      <property name="server" value="ws://s/?a&amp;b"/>
    </properties>
    <testcase name="is/passed" classname="one" time="0.007"/>
    <testcase name="is/known" classname="one" time="0.000">
      <skipped message="Known of B."/>
    </testcase>
    <testcase name="is/idle" classname="one" time="0.000">
      <skipped message="&lt;idle&gt;"/>
    </testcase>
    <testcase name="is/failed" classname="one" time="0.000">
      <failure message="Why" type="failed">ws://s/x
E: code: 1000, reason: "", wasClean: true
R: code: 1006, reason: "r", wasClean: false
S: O</failure>
    </testcase>
  </testsuite>
</testsuites>
`,
  );
});

const ESCAPED = [
  ["a<b>&\"'", "a&lt;b&gt;&amp;&quot;'"],
  ["line\nfeed\ttab\rreturn", "line&#10;feed&#9;tab&#13;return"],
  ["nul \0 escape \x1b", "nul \ufffd escape \ufffd"],
  ["not a character \uffff", "not a character \ufffd"],
  ["half \ud83d", "half \ufffd"],
  ["👋 再见", "👋 再见"],
];

for (const [message, escaped] of ESCAPED) {
  test(`escapes an attribute: ${JSON.stringify(message)}`, () => {
    assert.match(
      asJUnit(resultWith(scenario("known", { explanation: message })), WORDS),
      new RegExp(`<skipped message="${escaped}"/>`, "u"),
    );
  });
}

test("escapes content, so that it cannot end a CDATA section or an element", () => {
  const xml = asJUnit(
    resultWith(scenario("failed", { server: { verdict: { observed: "]]></failure>\0\r&" } } })),
    WORDS,
  );
  assert.match(xml, /S: \]\]&gt;&lt;\/failure&gt;\ufffd&#13;&amp;<\/failure>/);
});
