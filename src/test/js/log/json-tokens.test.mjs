import assert from "node:assert/strict";
import test from "node:test";
import { formatJson } from "../../../main/resources/assets/base/json.js";
import { jsonTokens } from "../../../main/resources/assets/log/json-tokens.js";

const JSON_TEXT = '{"a": [1, -2.5e+3, "b: \\"c\\"", true, null], "d" : {"e": ""}}';

test("names the tokens of JSON", () => {
  assert.deepEqual(
    jsonTokens(JSON_TEXT)
      .filter(({ type }) => type !== "other")
      .map(({ type, text }) => `${type} ${text}`),
    [
      'name "a"',
      "number 1",
      "number -2.5e+3",
      'string "b: \\"c\\""',
      "literal true",
      "literal null",
      'name "d"',
      'name "e"',
      'string ""',
    ],
  );
});

test("loses nothing, also of JSON that was cut", () => {
  const formatted = formatJson(JSON_TEXT);
  for (let end = 0; end <= formatted.length; end++) {
    const part = formatted.slice(0, end);
    assert.equal(
      jsonTokens(part)
        .map(({ text }) => text)
        .join(""),
      part,
    );
  }
});
