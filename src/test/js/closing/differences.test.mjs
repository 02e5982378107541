import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { differences } from "../../../main/resources/assets/closing/differences.js";
import { DIFFERENCES } from "./difference-rows.mjs";
import { browser, server, short } from "./ends.mjs";

for (const [name, inBrowser, closing, more, expected] of DIFFERENCES) {
  test(`finds and explains all differences: ${name}`, () => {
    const found = differences(browser(inBrowser), server(closing, more));
    assert.equal(found.map(inOneLine).join(", "), expected);
  });
}

test("every difference has a text, and every text has a difference", () => {
  const keys = DIFFERENCES.flatMap(([, inBrowser, closing, more]) =>
    differences(browser(inBrowser), server(closing, more)),
  ).map(({ member, why }) => `script.difference.${member}.${why}`);
  assert.deepEqual([...new Set(keys)].sort(), texts().sort());
});

function inOneLine({ kind, member, why, values }) {
  return [kind, `${member}.${why}`, ...values.map(short)].join(" ");
}

function texts() {
  const folder = new URL("../../../main/resources/messages/", import.meta.url);
  return readdirSync(folder)
    .filter(file => !file.includes("_"))
    .flatMap(file => readFileSync(new URL(file, folder), "utf8").split("\n"))
    .filter(line => line.startsWith("script.difference."))
    .map(line => line.slice(0, line.indexOf("=")));
}
