import assert from "node:assert/strict";
import test from "node:test";
import { Recent } from "../../../main/resources/assets/base/recent.js";
import { MessageHistory } from "../../../main/resources/assets/message/message-history.js";
import { memoryStorage } from "../support/storage.mjs";

const text = content => ({ kind: "text", content });

function historyOf(...contents) {
  const history = new MessageHistory(new Recent("messages", 10, memoryStorage()));
  contents.forEach(content => history.add(text(content)));
  return history;
}

test("goes to older messages and back to the draft", () => {
  const history = historyOf("one", "two");
  assert.deepEqual(history.older(text("draft")), text("two"));
  assert.deepEqual(history.older(text("two")), text("one"));
  assert.equal(history.older(text("one")), null);
  assert.deepEqual(history.newer(), text("two"));
  assert.deepEqual(history.newer(), text("draft"));
  assert.equal(history.newer(), null);
});

test("skips the last message if it is still in the field", () => {
  const history = historyOf("one", "two");
  assert.deepEqual(history.older(text("two")), text("one"));
});

test("begins at the newest message after a change", () => {
  const history = historyOf("one", "two");
  history.older(text("draft"));
  history.leave();
  assert.deepEqual(history.older(text("changed")), text("two"));
});

test("keeps the kind of a message", () => {
  const history = historyOf();
  history.add({ kind: "hex", content: "00 01" });
  assert.deepEqual(history.older(text("")), { kind: "hex", content: "00 01" });
});

test("there is nothing before the first message", () => {
  assert.equal(historyOf().older(text("draft")), null);
  assert.equal(historyOf().newer(), null);
});

test("ignores what is no message", () => {
  const storage = memoryStorage({ messages: JSON.stringify(["1", "{", '{"kind":"x"}']) });
  const history = new MessageHistory(new Recent("messages", 10, storage));
  assert.equal(history.older(text("draft")), null);
});
