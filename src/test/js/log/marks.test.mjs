import assert from "node:assert/strict";
import test from "node:test";
import { marked } from "../../../main/resources/assets/log/marks.js";

test("marks characters without a shape, and no others", () => {
  assert.deepEqual(marked("a\0b"), [{ text: "a" }, { text: "\0", sign: "␀" }, { text: "b" }]);
  const signs = {
    "\x1b": "␛",
    "\r": "␍",
    "\x7f": "␡",
    "\x85": "U+0085",
    "\u202e": "U+202E",
    "\u2066": "U+2066",
    "\u200b": "U+200B",
    "\u061c": "U+061C",
    "\ufeff": "U+FEFF",
  };
  for (const [character, sign] of Object.entries(signs)) {
    assert.deepEqual(marked(character), [{ text: character, sign }]);
  }
  for (const text of ["two\nlines\tand more", "👩‍💻 ❤️", "你好", "\ufffd", " \u00a0"]) {
    assert.deepEqual(marked(text), [{ text }]);
  }
  assert.deepEqual(marked(""), []);
});

test("loses nothing", () => {
  const text = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).join("");
  assert.equal(
    marked(text)
      .map(part => part.text)
      .join(""),
    text,
  );
});
