import assert from "node:assert/strict";
import test from "node:test";
import {
  flagsOf,
  noteOf,
  numbered,
  passes,
  payloadOf,
} from "../../../main/resources/assets/server/frames.js";

const frame = changes => ({
  atMillis: 1,
  direction: "received",
  opcode: "text",
  fin: true,
  rsv: 0,
  length: 2,
  masked: true,
  compressed: false,
  hex: "6869",
  text: "hi",
  ...changes,
});
const sent = changes => frame({ direction: "sent", masked: false, ...changes });

test("frames are numbered from the first of the connection", () => {
  const numbers = (received, count) =>
    numbered({
      frames: [frame({}), sent({})],
      received: { frames: received },
      sent: { frames: count },
    }).map(({ number }) => number);
  assert.deepEqual(numbers(1, 1), [0, 1]);
  assert.deepEqual(numbers(200, 100), [298, 299]);
});

test("frames after a close frame of the same side are marked", () => {
  const frames = numbered({
    frames: [frame({ opcode: "close" }), sent({}), frame({}), sent({ opcode: "close" })],
    received: { frames: 2 },
    sent: { frames: 2 },
  });
  assert.deepEqual(
    frames.map(({ note }) => note),
    [null, null, "afterClose", null],
  );
});

for (const [name, seen, expected] of [
  ["a legal frame", frame({}), null],
  ["a legal frame of the server", sent({}), null],
  ["a compressed message", frame({ rsv: 4, compressed: true }), null],
  ["RSV1 without compression", frame({ rsv: 4 }), "rsv"],
  ["RSV2", sent({ rsv: 2 }), "rsv"],
  ["RSV2 of a compressed message", frame({ rsv: 6, compressed: true }), "rsv"],
  ["an unknown opcode", sent({ opcode: "11" }), "opcode"],
  ["bytes that are no header", sent({ opcode: "raw" }), "raw"],
  ["a masked frame of the server", sent({ masked: true }), "masked"],
  ["an unmasked frame of the client", frame({ masked: false }), "unmasked"],
  ["a fragmented ping", sent({ opcode: "ping", fin: false }), "fragmented"],
  ["a long ping", sent({ opcode: "ping", length: 126 }), "long"],
  ["a ping of the longest legal length", sent({ opcode: "ping", length: 125 }), null],
]) {
  test(`says what is wrong with a frame: ${name}`, () => {
    assert.equal(noteOf(seen, false), expected);
  });
}

test("the bits are named", () => {
  assert.equal(flagsOf(frame({})), "FIN MASK");
  assert.equal(flagsOf(sent({ rsv: 7 })), "FIN RSV1 RSV2 RSV3");
  assert.equal(flagsOf(sent({ rsv: 2, fin: false })), "RSV2");
  assert.equal(flagsOf(sent({ fin: false })), "");
});

test("the payload is a text, or hex digits in pairs", () => {
  assert.deepEqual(payloadOf(frame({})), { text: "hi", isCut: false });
  assert.deepEqual(payloadOf(frame({ length: 40 })), { text: "hi", isCut: true });
  assert.deepEqual(payloadOf(frame({ opcode: "binary", text: null })), {
    hex: "68 69",
    isCut: false,
  });
  assert.deepEqual(payloadOf(frame({ opcode: "binary", text: null, length: 3 })).isCut, true);
  assert.deepEqual(payloadOf(frame({ text: "", hex: "", length: 0 })), {});
  // The transcript contains the whole reason, however long.
  assert.deepEqual(payloadOf(frame({ opcode: "close", text: "1000 bye", length: 60 })), {
    text: "1000 bye",
    isCut: false,
  });
});

test("a filter selects by direction, opcode and text", () => {
  const all = { direction: "all", opcode: "all", words: "" };
  const passed = (seen, filter) => passes(seen, { ...all, ...filter }, "→ text Hello");
  assert.ok(passed(frame({}), {}));
  assert.ok(passed(frame({}), { direction: "received" }));
  assert.ok(!passed(frame({}), { direction: "sent" }));
  assert.ok(passed(frame({}), { opcode: "data" }));
  assert.ok(!passed(frame({}), { opcode: "control" }));
  assert.ok(passed(frame({ opcode: "ping" }), { opcode: "ping" }));
  assert.ok(!passed(frame({ opcode: "ping" }), { opcode: "pong" }));
  assert.ok(passed(frame({ opcode: "raw" }), { opcode: "other" }));
  assert.ok(passed(frame({}), { words: " hello " }));
  assert.ok(!passed(frame({}), { words: "bye" }));
});
