import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { Outbox } from "../../../main/resources/assets/message/outbox.js";

const { CONNECTING, OPEN, CLOSING, CLOSED } = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };

class FakeConnection extends EventTarget {
  sent = [];

  constructor(state) {
    super();
    this.state = state;
  }

  send(data) {
    this.sent.push(data);
  }

  becomes(state, type, detail) {
    this.state = state;
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function setUp(state, canConnect = true) {
  const connection = new FakeConnection(state);
  let attempts = 0;
  const outbox = new Outbox(connection, () => {
    attempts++;
    connection.state = canConnect ? CONNECTING : CLOSED;
    return canConnect;
  });
  return { connection, outbox, attempts: () => attempts };
}

test("sends at once if the connection is open", () => {
  const { connection, outbox, attempts } = setUp(OPEN);
  outbox.send("a");
  assert.deepEqual(connection.sent, ["a"]);
  assert.equal(attempts(), 0);
});

test("connects first if no connection is open", () => {
  const { connection, outbox, attempts } = setUp(CLOSED);
  outbox.send("a");
  assert.equal(attempts(), 1);
  assert.equal(outbox.isWaiting, true);
  connection.becomes(OPEN, "connected");
  assert.deepEqual(connection.sent, ["a"]);
  assert.equal(outbox.isWaiting, false);
});

test("sends once only", () => {
  const { connection, outbox } = setUp(CLOSED);
  outbox.send("a");
  connection.becomes(OPEN, "connected");
  connection.becomes(CLOSED, "ended", { opened: true, closeCalled: false });
  connection.becomes(OPEN, "connected");
  assert.deepEqual(connection.sent, ["a"]);
});

test("waits for a connection that is being opened", () => {
  const { connection, outbox, attempts } = setUp(CONNECTING);
  outbox.send("a");
  assert.equal(attempts(), 0);
  connection.becomes(OPEN, "connected");
  assert.deepEqual(connection.sent, ["a"]);
});

test("waits for the end of a connection that is being closed, and then connects", () => {
  const { connection, outbox, attempts } = setUp(CLOSING);
  outbox.send("a");
  assert.equal(attempts(), 0);
  connection.becomes(CLOSED, "ended", { opened: true, closeCalled: true });
  assert.equal(attempts(), 1);
  connection.becomes(OPEN, "connected");
  assert.deepEqual(connection.sent, ["a"]);
});

test("does not wait if the address is invalid", () => {
  const { outbox } = setUp(CLOSED, false);
  outbox.send("a");
  assert.equal(outbox.isWaiting, false);
});

test("discards the message if the connection cannot be opened", () => {
  const { connection, outbox } = setUp(CLOSED);
  outbox.send("a");
  connection.becomes(CLOSED, "ended", { opened: false, closeCalled: false });
  assert.equal(outbox.isWaiting, false);
  connection.becomes(OPEN, "connected");
  assert.deepEqual(connection.sent, []);
});

test("discards the message if the visitor cancels the connection", () => {
  const { connection, outbox, attempts } = setUp(CLOSED);
  outbox.send("a");
  connection.becomes(CLOSED, "ended", { opened: false, closeCalled: true });
  assert.equal(outbox.isWaiting, false);
  assert.equal(attempts(), 1);
});
