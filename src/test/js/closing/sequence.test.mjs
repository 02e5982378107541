import assert from "node:assert/strict";
import test from "node:test";
import { sequenceOf } from "../../../main/resources/assets/closing/sequence.js";
import { browser, server, short } from "./ends.mjs";
import { SEQUENCES } from "./sequence-rows.mjs";

for (const [name, inBrowser, closing, more, expected] of SEQUENCES) {
  test(`returns only known arrows: ${name}`, () => {
    const seen = closing === null ? null : server(closing, more);
    const arrows = sequenceOf(browser(inBrowser), seen);
    assert.equal(arrows.map(inOneLine).join("; "), expected);
  });
}

function inOneLine({ from, to, label, values, lost, at }) {
  return [
    `${from}>${to}`,
    label,
    ...values.map(short),
    ...(lost ? ["lost"] : []),
    ...(at === null ? [] : [`@${at}`]),
  ].join(" ");
}
