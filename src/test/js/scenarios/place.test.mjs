import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { recordedAddress } from "../../../main/resources/assets/scenarios/place.js";

const HERE = { server: null };
const NAMED = { server: "wss://{id}.expired.localhost:8443/ctx/" };

test("a scenario of this server gets a new id as a parameter", () => {
  const { address, id } = recordedAddress(HERE, "close/4001?reason=bye");
  assert.match(id, /^page-[0-9a-f]{16}$/);
  assert.ok(address.endsWith(`/close/4001?reason=bye&connection=${id}`), address);
});

test("an id that is given is the parameter", () => {
  const { address, id } = recordedAddress(HERE, "drop", "mine");
  assert.equal(id, "mine");
  assert.ok(address.endsWith("/drop?connection=mine"), address);
});

test("the name of a scenario at the TLS port contains the id", () => {
  const { address, id } = recordedAddress(NAMED, "certificate/expired");
  assert.match(id, /^page-[0-9a-f]{16}$/);
  assert.equal(address, `wss://${id}.expired.localhost:8443/ctx/certificate/expired`);
  assert.deepEqual(recordedAddress(NAMED, "certificate/expired", "mine"), {
    address: "wss://mine.expired.localhost:8443/ctx/certificate/expired",
    id: "mine",
  });
});
