import assert from "node:assert/strict";
import test from "node:test";
import { conductAt, patienceWith } from "../../../main/resources/assets/scenarios/conduct.js";
import { entry } from "../support/catalogue.mjs";

const SENDS = [
  ["close", {}, []],
  ["close", { after: "500ms" }, []],
  ["close", { after: "0" }, []],
  ["drop", { after: "3" }, [["text", "hello", 1, 3]]],
  ["silent", { after: "2" }, [["text", "hello", 1, 2]]],
  ["limit", { message: "16B" }, [["text", "x", 17, 1]]],
  ["limit", { message: "2KB" }, [["text", "x", 2049, 1]]],
  ["limit", {}, [["text", "x", 1025, 1]]],
  ["rate", { messages: "5" }, [["text", "hello", 1, 6]]],
  ["rate", {}, [["text", "hello", 1, 11]]],
  ["text-only", {}, [["binary", "00", 1, 1]]],
];

for (const [id, values, expected] of SENDS) {
  test(`sends what the parameters require: ${id} ${JSON.stringify(values)}`, () => {
    assert.deepEqual(conductAt(entry(id), values).sends.map(Object.values), expected);
  });
}

test("offers the subprotocols of the example", () => {
  assert.deepEqual(conductAt(entry("subprotocol"), { choose: "none" }).offers, [
    "chat",
    "superchat",
  ]);
  assert.deepEqual(conductAt(entry("rate"), {}).offers, []);
});

const CREDENTIALS = [
  ["auth/basic", {}, { scheme: "basic", user: "user", password: "password" }],
  [
    "auth/basic",
    { user: "me", within: "1s" },
    { scheme: "basic", user: "me", password: "password" },
  ],
  ["auth/bearer", { token: "t" }, { scheme: "bearer", token: "t" }],
  ["auth/cookie", {}, { scheme: "cookie" }],
  ["close", {}, null],
];

for (const [id, values, expected] of CREDENTIALS) {
  test(`sends the credentials of the address: ${id} ${JSON.stringify(values)}`, () => {
    assert.deepEqual(conductAt(entry(id), values).credentials, expected);
  });
}

test("waits longer than the scenario's parameters say", () => {
  assert.equal(patienceWith(entry("ignore-close"), {}), 100_000);
  assert.equal(patienceWith(entry("ignore-close"), { hold: "1s" }), 11_000);
  assert.equal(patienceWith(entry("close"), {}), 10_000);
});
