import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import {
  absenceOfId,
  withTranscript,
} from "../../../main/resources/assets/connection/transcripts.js";

test("adds an id to an address of this server", () => {
  const { address, id } = withTranscript("ws://localhost:8080/close/1000?reason=a%20b");
  assert.match(id, /^page-[0-9a-f]{16}$/);
  assert.equal(address, `ws://localhost:8080/close/1000?reason=a%20b&connection=${id}`);
});

test("takes the id that an address has", () => {
  const address = "ws://localhost:8080/drop?connection=mine";
  assert.deepEqual(withTranscript(address), { address, id: "mine" });
});

for (const [address, absence] of [
  ["ws://localhost:8080/sequence/k?step=drop", "sequence"],
  ["ws://localhost:8081/sequence/k?step=drop", "other"],
  ["wss://localhost:8080/", "other"],
]) {
  test(`adds no id to ${address}`, () => {
    assert.deepEqual(withTranscript(address), { address, id: null });
    assert.equal(absenceOfId(address), absence);
  });
}
