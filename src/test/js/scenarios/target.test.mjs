import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import {
  amountOf,
  targetOf,
  valuesOfExample,
} from "../../../main/resources/assets/scenarios/target.js";
import { entries, entry } from "../support/catalogue.mjs";

const TARGETS = [
  ["close", {}, "close/1000"],
  ["close", { code: "", reason: "a&b=c d" }, "close/1000?reason=a%26b%3Dc%20d"],
  ["close", { code: "4000/1", burst: "3" }, "close/4000%2F1?burst=3"],
  ["refuse", { status: "401", realm: "é" }, "refuse/401?realm=%C3%A9"],
  ["close", { reason: "half \ud83d" }, "close/1000?reason=half%20%EF%BF%BD"],
  ["refuse", { status: "\udc4b" }, "refuse/%EF%BF%BD"],
  ["close/empty", {}, "close/empty"],
];

const AMOUNTS = [
  ["hold-tcp", "hold", "500ms", 500],
  ["hold-tcp", "hold", "2s", 2000],
  ["hold-tcp", "hold", "2m", 120_000],
  ["hold-tcp", "hold", "120000000us", 120_000],
  ["hold-tcp", "hold", "2", 0],
  ["close", "after", "2", 0],
  ["close", "after", "3s", 3000],
  ["limit", "message", "16B", 16],
  ["limit", "message", "16", 16],
  ["limit", "message", "64KB", 65_536],
  ["limit", "message", "1GB", 1_073_741_824],
  ["limit", "message", "large", 0],
  ["rate", "messages", "5", 0],
];

for (const one of entries) {
  test(`the values of an example build the example: ${one.id}`, () => {
    assert.equal(`/${targetOf(one, valuesOfExample(one))}`, one.example);
  });
}

for (const [id, values, expected] of TARGETS) {
  test(`builds an address from values: ${id} ${JSON.stringify(values)}`, () => {
    assert.equal(targetOf(entry(id), values), expected);
  });
}

for (const [id, name, value, expected] of AMOUNTS) {
  test(`parses the amount of a parameter: ${id} ${name}=${value}`, () => {
    const parameter = entry(id).parameters.find(candidate => candidate.name === name);
    assert.equal(amountOf(parameter, value), expected);
  });
}
