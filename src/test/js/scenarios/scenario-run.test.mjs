import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { ScenarioRun } from "../../../main/resources/assets/scenarios/scenario-run.js";
import { entry } from "../support/catalogue.mjs";

const DEVIATIONS = [
  ["illegal/close-999", "Chromium", 999],
  ["illegal/close-999", "Firefox", 999],
  ["illegal/close-1005", "Firefox", 1005],
  ["illegal/close-1005", "Chromium", undefined],
  ["illegal/masked", "Firefox", 1006],
  ["after-close", "Chromium", 1006],
  ["after-close", "Firefox", undefined],
  ["close", "Firefox", undefined],
  ["legal/no-subprotocol", "Chromium", undefined],
  ["legal/no-subprotocol", "Firefox", 1000],
];

for (const [id, browser, code] of DEVIATIONS) {
  test(`finds the known deviation of a browser: ${id} ${browser}`, () => {
    const { deviation } = new ScenarioRun(entry(id), browser).expectation({});
    assert.equal(deviation?.expected.code, code);
  });
}
