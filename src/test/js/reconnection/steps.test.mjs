import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { readExpectations } from "../../../main/resources/assets/reconnection/expectations.js";
import { fromFragment, toFragment } from "../../../main/resources/assets/reconnection/link.js";
import {
  moved,
  offeredSteps,
  presetsOf,
  sequenceTarget,
  stepIn,
} from "../../../main/resources/assets/reconnection/steps.js";
import { entries } from "../support/catalogue.mjs";

const SERVER = "ws://localhost:8080/";

test("offers steps of the catalogue, and the echo", () => {
  const offered = Object.values(offeredSteps(entries));
  assert.deepEqual(
    offered.map(({ address }) => address),
    [
      "close/1012?reason=restart",
      "close/1013?reason=busy",
      "close/1000",
      "drop",
      "reset",
      "cut?at=payload",
      "refuse/503",
      "refuse/429?retryAfter=2s",
      "hang?hold=2s",
      "slow-handshake?delay=2s",
      "silent?hold=2s",
      "timeout?idle=2s",
      "echo",
    ],
  );
  assert.equal(
    offered.find(({ address }) => address === "drop").does,
    entries.find(({ id }) => id === "drop").does,
  );
});

test("offers no step and no preset whose scenario is switched off", () => {
  const offered = offeredSteps(entries.filter(({ id }) => id !== "refuse"));
  assert.equal(
    Object.values(offered).some(({ address }) => address.startsWith("refuse")),
    false,
  );
  assert.deepEqual(Object.keys(presetsOf(offered)), ["badNetwork", "goodbye"]);
});

test("presets consist of steps that are offered, and of valid expectations", () => {
  const presets = presetsOf(offeredSteps(entries));
  assert.deepEqual(presets.restart.steps, ["close/1012?reason=restart", "refuse/503", "echo"]);
  assert.deepEqual(Object.keys(presets), ["restart", "badNetwork", "goodbye"]);
  for (const { expectations } of Object.values(presets)) {
    const { query, problems } = readExpectations(expectations);
    assert.deepEqual(problems, {});
    assert.match(query, /maxDelay=/);
  }
});

test("encodes each step in the address", () => {
  assert.equal(
    sequenceTarget("k", ["close/1012?reason=a%20b&after=1", "echo"]),
    "sequence/k?step=close%2F1012%3Freason%3Da%2520b%26after%3D1&step=echo",
  );
});

for (const [input, step] of [
  [" drop ", "drop"],
  ["/close/1000?reason=a", "close/1000?reason=a"],
  ["ws://localhost:8080/refuse/503", "refuse/503"],
  ["http://localhost:8080/refuse/503", "refuse/503"],
  ["ws://other:8080/drop", "ws://other:8080/drop"],
  ["", ""],
]) {
  test(`reads the step ${JSON.stringify(input)}`, () => assert.equal(stepIn(input, SERVER), step));
}

test("moves an item within a list", () => {
  assert.deepEqual(moved(["a", "b", "c"], 0, 1), ["b", "a", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, 1), ["a", "c", "b"]);
});

test("a link restores steps and expectations", () => {
  const written = { minDelay: "100ms", maxDelay: "5s", growing: true, attempts: "3" };
  const steps = ["close/1012?reason=a&after=1", "drop", "echo"];
  const fragment = toFragment(steps, readExpectations(written).query);
  assert.deepEqual(fromFragment(fragment), { steps, expectations: written });
});

test("a link may have steps alone", () => {
  assert.deepEqual(fromFragment(toFragment(["drop"], "")), {
    steps: ["drop"],
    expectations: { minDelay: "", maxDelay: "", growing: false, attempts: "" },
  });
});

for (const fragment of ["", "#reconnection", "#scenario=drop", `#step=${"x".repeat(8000)}`]) {
  test(`is no link to a test: ${fragment.slice(0, 20)}`, () =>
    assert.equal(fromFragment(fragment), null));
}

test("a link has at most as many steps as a sequence", () => {
  assert.equal(fromFragment(`#${"step=drop&".repeat(40)}`).steps.length, 32);
});
