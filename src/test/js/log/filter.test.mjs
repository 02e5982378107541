import assert from "node:assert/strict";
import test from "node:test";
import {
  filterOf,
  GROUPS,
  readPattern,
  select,
} from "../../../main/resources/assets/log/filter.js";

const ALL = Object.keys(GROUPS);

function found(wanted, isRegularExpression, ...texts) {
  const { pattern } = readPattern(wanted, isRegularExpression);
  const passes = filterOf(ALL, pattern, line => line.text);
  return texts.filter(text => passes({ kind: "sent", text }));
}

test("finds a text, whatever the case of its letters and its special characters", () => {
  assert.deepEqual(found("A.C", false, "a.c", "abc", "xA.Cx"), ["a.c", "xA.Cx"]);
  assert.deepEqual(found("(+[*", false, "(+[*", "("), ["(+[*"]);
  assert.deepEqual(found("ÄÖ", false, "äö", "ao"), ["äö"]);
  assert.deepEqual(found("", false, "a", ""), ["a", ""]);
});

test("finds a regular expression", () => {
  assert.deepEqual(found("^a.C$", true, "abc", "ABC", "xabc"), ["abc", "ABC"]);
  assert.deepEqual(found('{"type":"(a|b)"', true, '{"type":"b"}', '{"type":"c"}'), [
    '{"type":"b"}',
  ]);
});

test("a wrong regular expression is a problem and filters nothing", () => {
  for (const wanted of ["(", "[", "*", "a{2,1}", "\\"]) {
    assert.deepEqual(readPattern(wanted, true), { pattern: null, problem: "invalid" }, wanted);
    assert.equal(readPattern(wanted, false).problem, null);
  }
  assert.deepEqual(
    ["a", "b"].filter(text => filterOf(ALL, null, () => text)({ kind: "sent" })),
    ["a", "b"],
  );
});

test("an expression that repeats a repetition is a problem", () => {
  for (const wanted of ["(a+)+", "(a*)*b", "((a+)b)+", "(?:x|a+){2,}", "(\\(+)*", "([)]+)+"]) {
    assert.equal(readPattern(wanted, true).problem, "nested", wanted);
  }
  for (const wanted of [
    "(ab)+",
    "(a+)",
    "(a+)b*",
    "\\(a+\\)+",
    "[(+)]+",
    "(a{3})+",
    "(a+){2}",
    ")",
  ]) {
    assert.notEqual(readPattern(wanted, true).problem, "nested", wanted);
  }
});

test("selects lines by their kind", () => {
  const lines = ["connected", "sent", "received", "note", "disconnected", "error", "state"];
  const kinds = groups =>
    select(
      lines.map(kind => ({ kind })),
      filterOf(groups, null),
      Number.POSITIVE_INFINITY,
    ).map(({ kind }) => kind);
  assert.deepEqual(kinds(ALL), lines);
  assert.deepEqual(kinds(["connection", "state"]), ["connected", "note", "disconnected", "state"]);
  assert.deepEqual(kinds([]), []);
});

test("gives up a search that takes too long", () => {
  const slow = () => {
    for (const end = performance.now() + 2; performance.now() < end; );
    return true;
  };
  assert.equal(select(Array(100).fill({}), slow, 20), null);
  assert.equal(select(Array(3).fill({}), slow, 1000).length, 3);
});
