import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import {
  credentialsAt,
  withoutSecrets,
} from "../../../main/resources/assets/scenarios/credentials.js";
import { entry } from "../support/catalogue.mjs";

test("a link has no password", () => {
  const values = { user: "me", password: "secret" };
  assert.deepEqual(withoutSecrets(entry("auth/basic"), values), { user: "me" });
});

test("a link has no token", () => {
  assert.deepEqual(withoutSecrets(entry("auth/bearer"), { token: "secret" }), {});
});

test("a link has all values of a scenario without credentials", () => {
  const values = { code: "4001", reason: "password" };
  assert.deepEqual(withoutSecrets(entry("close"), values), values);
});

test("a certificate is no credential of the opening handshake", () => {
  const scenario = { client: { authenticates: "certificate" }, parameters: [] };
  assert.equal(credentialsAt(scenario, {}), null);
});
