import "../support/texts.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { jsonParts } from "../../../main/resources/assets/log/export.js";
import { Log, MAXIMUM_BYTES } from "../../../main/resources/assets/log/log.js";

const { echoOf, partsOf, plainText, resolve, summaryOf } = await import(
  "../../../main/resources/assets/log/words.js"
);

const at = new Date(2026, 0, 2, 3, 4, 5, 6);

test("resolves texts with their values", () => {
  assert.equal(resolve(["log.again", 2, 20]), "reconnecting, attempt 2 of 20");
  assert.equal(resolve(["log.protocol", ["log.binary"]]), "subprotocol binary");
  assert.equal(resolve(["log.protocol", () => resolve(["log.binary"])]), "subprotocol binary");
  assert.equal(resolve(undefined), undefined);
});

test("writes each kind of line", () => {
  const lines = {
    "CONNECTED ws://h/": { kind: "connected", payload: "ws://h/" },
    "CONNECTED ws://h/ · subprotocol chat": {
      kind: "connected",
      payload: "ws://h/",
      detail: ["log.protocol", "chat"],
    },
    "SENT: a b": { kind: "sent", data: "a b", size: 3 },
    "SENT: empty message": { kind: "sent", data: "", size: 0, detail: ["log.emptyMessage"] },
    "RESPONSE: 01 ff binary": {
      kind: "received",
      data: Uint8Array.of(1, 255).buffer,
      size: 2,
      detail: ["log.binary"],
    },
    "DISCONNECTED 1000 Normal Closure · “bye” · You asked": {
      kind: "disconnected",
      close: { code: 1000, reason: "bye", wasClean: true },
      detail: () => "You asked",
    },
    "DISCONNECTED 4000 · You asked": {
      kind: "disconnected",
      close: { code: 4000, reason: "", wasClean: true },
      detail: () => "You asked",
    },
    "ERROR: ws://h/ · It failed": { kind: "error", payload: "ws://h/", detail: () => "It failed" },
    "reconnecting, attempt 1 of 20": { kind: "note", label: ["log.again", 1, 20] },
    "readyState 1 OPEN": { kind: "state", payload: "1 OPEN" },
  };
  for (const [words, line] of Object.entries(lines)) {
    assert.equal(summaryOf(line), words);
  }
});

test("separates what was on the wire from words of the page", () => {
  const line = {
    kind: "disconnected",
    close: { code: 1000, reason: "bye", wasClean: true },
    detail: () => "You asked",
  };
  assert.deepEqual(
    partsOf(line)
      .filter(({ source }) => source === "wire")
      .map(({ words }) => words),
    ["1000", "bye"],
  );
});

test("an echo has its round trip, or differs", () => {
  const message = { kind: "received", data: "x", size: 1, at };
  assert.equal(
    plainText({ ...message, roundTrip: 2 }),
    "03:04:05.006 RESPONSE: x 1 B 2.0 ms round trip\n",
  );
  assert.equal(
    echoOf({ ...message, roundTrip: null, changedFrom: "y" }),
    "≠ differs from what was sent",
  );
  assert.equal(echoOf({ ...message, roundTrip: null }), "");
});

test("exports what a changed echo was sent as", () => {
  const line = { kind: "received", data: "x", size: 1, at, roundTrip: null, changedFrom: "y" };
  const [saved] = JSON.parse(jsonParts([line]).join(""));
  assert.deepEqual(saved.changedFrom, { type: "text", data: "y" });
});

test("drops what was sent together with its changed echo", () => {
  const log = new Log();
  const data = "x".repeat(MAXIMUM_BYTES / 2);
  log.add({ kind: "received", data: "a", size: 1, changedFrom: data });
  log.add({ kind: "sent", data, size: data.length });
  assert.deepEqual([log.lines[0].data, log.lines[0].changedFrom], [null, null]);
  assert.equal(log.lines[1].data, data);
});

test("counts the lines about readyState", () => {
  const log = new Log();
  log.add({ kind: "state", payload: "1 OPEN" });
  log.add({ kind: "sent", data: "a", size: 1 });
  assert.equal(log.states, 1);
  for (let index = 0; index < 10_000; index++) {
    log.add({ kind: "sent", data: "a", size: 1 });
  }
  assert.equal(log.states, 0);
});
