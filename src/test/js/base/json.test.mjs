import assert from "node:assert/strict";
import test from "node:test";
import { formatJson, jsonProblem } from "../../../main/resources/assets/base/json.js";

const INVALID = {
  "": "end 0",
  "{": "end 1",
  "[1": "end 2",
  '{"a"': "end 4",
  '{"a":': "end 5",
  "{a:1}": "name 1",
  "['a']": "quote 1",
  "[1,]": "comma 3",
  '{"a":1,}': "comma 7",
  "[1 2]": "commaOrBracket 3",
  '{"a":1 "b":2}': "commaOrBrace 7",
  '{"a" 1}': "colon 5",
  "[01]": "number 1",
  "[+1]": "number 1",
  "[1.]": "number 1",
  "[.5]": "number 1",
  "[1e]": "number 1",
  "[nul]": "value 1",
  "[NaN]": "value 1",
  "[,]": "value 1",
  "1 2": "extra 2",
  "[1}": "commaOrBracket 2",
  '"a': "stringEnd 2",
  '["a\nb"]': "stringEnd 3",
  '["a\tb"]': "control 3",
  '["\\x"]': "escape 2",
  '["\\u12"]': "escape 2",
  "}": "value 0",
  "{]": "name 1",
  "[true]x": "extra 6",
};

const VALID = [
  "1",
  ' "a" ',
  "[]",
  "{}",
  '[[],{"a":{}}]',
  "-0.5e+10",
  '["\\u00e9\\n\\""]',
  '[{"a":[1,"b, c"]},null,true]',
];

for (const [text, expected] of Object.entries(INVALID)) {
  test(`locates the syntax error in ${JSON.stringify(text)}`, () => {
    const { problem, position } = jsonProblem(text) ?? {};
    assert.equal(`${problem} ${position}`, expected);
    assert.throws(() => JSON.parse(text), SyntaxError);
  });
}

for (const text of VALID) {
  test(`accepts and formats ${text}`, () => {
    assert.equal(jsonProblem(text), null);
    if (!/u00e9|e\+/.test(text)) {
      assert.equal(formatJson(text), JSON.stringify(JSON.parse(text), null, 2));
    }
  });
}

test("handles deeply nested JSON", () => {
  assert.equal(jsonProblem("[".repeat(200_000)).problem, "end");
});
