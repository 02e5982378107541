import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { base64Of } from "../../../main/resources/assets/log/dump.js";
import {
  completeIn,
  SHOWN_BASE64_BYTES,
  SHOWN_CHARACTERS,
  shownIn,
  viewsOf,
} from "../../../main/resources/assets/log/views.js";

const bytes = (...values) => Uint8Array.from(values).buffer;
const utf8 = text => new TextEncoder().encode(text).buffer;

for (const length of [0, 1, 2, 3, 24_575, 24_576, 24_577, 100_000]) {
  test(`encodes ${length} bytes in Base64`, () => {
    const data = Uint8Array.from({ length }, (_, index) => index * 7);
    assert.equal(base64Of(data.buffer), Buffer.from(data).toString("base64"));
  });
}

test("offers JSON only if a message is valid JSON with members", () => {
  assert.deepEqual(viewsOf("[1]"), ["json", "text", "hex", "base64"]);
  assert.deepEqual(viewsOf(utf8(' {"a": 1}')), ["json", "hex", "text", "base64"]);
  for (const text of ["[1", "1", '"a"', "", "{a: 1}"]) {
    assert.deepEqual(viewsOf(text), ["text", "hex", "base64"], text);
  }
  assert.deepEqual(viewsOf(bytes(0x5b, 0x22, 0xff, 0x22)), ["hex", "text", "base64"]);
});

test("shows a message in each view", () => {
  const shown = (view, data) => shownIn(view, data).content;
  assert.equal(shown("text", "é"), "é");
  assert.equal(shown("text", utf8("é")), "é");
  assert.equal(shown("json", "[12345678901234567890]"), "[\n  12345678901234567890\n]");
  assert.match(shown("hex", "é"), /^00000000 {2}c3 a9 .*\|\.\.\|$/);
  assert.equal(shown("base64", "é"), "w6k=");
  assert.equal(completeIn("hex", "é"), "c3 a9");
});

test("says that bytes are no UTF-8", () => {
  assert.deepEqual(shownIn("text", bytes(0x61, 0xff)), {
    content: "a\ufffd",
    limit: null,
    isDecoded: false,
  });
  assert.equal(shownIn("hex", bytes(0xff)).isDecoded, true);
});

test("cuts what is shown, but not what is copied", () => {
  const text = `["${"x".repeat(SHOWN_CHARACTERS)}"]`;
  for (const view of ["text", "json", "base64", "hex"]) {
    const { content, limit } = shownIn(view, text);
    assert.notEqual(limit, null, view);
    assert.ok(content.length < 6 * SHOWN_CHARACTERS, view);
    assert.ok(completeIn(view, text).length > content.length || view === "hex", view);
  }
  assert.deepEqual(shownIn("text", text).limit, { characters: SHOWN_CHARACTERS });
  assert.deepEqual(shownIn("base64", text).limit, { bytes: SHOWN_BASE64_BYTES });
  assert.equal(shownIn("base64", text).content.length, SHOWN_CHARACTERS);
  assert.equal(completeIn("json", text), `[\n  "${"x".repeat(SHOWN_CHARACTERS)}"\n]`);
});

test("shows deeply nested JSON without its huge indentation", () => {
  const nested = "[".repeat(100_000) + "]".repeat(100_000);
  const { content, limit } = shownIn("json", nested);
  assert.equal(content.length, SHOWN_CHARACTERS);
  assert.notEqual(limit, null);
  assert.equal(completeIn("json", nested), nested);
});
