import assert from "node:assert/strict";
import test from "node:test";
import { readCodes, USUAL } from "../../../main/resources/assets/connection/close-codes.js";

test("the usual codes are those of a lost connection", () => {
  const includes = readCodes(USUAL);
  const codes = [1000, 1001, 1002, 1005, 1006, 1008, 1009, 1011, 1012, 1013, 1014, 1015, 4000];
  assert.deepEqual(codes.filter(includes), [1001, 1005, 1006, 1011, 1012, 1013, 1014]);
});

for (const [content, included, excluded] of [
  ["1000", [1000], [1001]],
  ["4000-4999", [4000, 4500, 4999], [3999]],
  [" 1001 ,1006\n3000–3001 ", [1001, 1006, 3000, 3001], [1000, 3002]],
  ["", [], [1000, 1006]],
]) {
  test(`parses codes and ranges: ${JSON.stringify(content)}`, () => {
    const includes = readCodes(content);
    assert.deepEqual(included.filter(includes), included);
    assert.deepEqual(excluded.filter(includes), []);
  });
}

for (const content of ["999", "5000", "1006-1001", "1000-", "abc", "1000;1001", "10000", "-1000"]) {
  test(`rejects ${content}`, () => {
    assert.equal(readCodes(content), null);
  });
}
