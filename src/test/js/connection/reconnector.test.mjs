import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { MAXIMUM_ATTEMPTS } from "../../../main/resources/assets/connection/backoff.js";
import { Reconnector, STABLE } from "../../../main/resources/assets/connection/reconnector.js";
import { fakeClock } from "../support/clock.mjs";

const LOST = { address: "ws://localhost:8080/", closeCalled: false, code: 1006 };

function setUp(context, isWanted = () => true) {
  const pass = fakeClock(context);
  const connection = new EventTarget();
  const opened = [];
  const reconnector = new Reconnector(connection, isWanted, (report, attempt) =>
    opened.push([report.address, attempt]),
  );
  return {
    opened,
    reconnector,
    pass,
    lose: (report = LOST) => connection.dispatchEvent(new CustomEvent("ended", { detail: report })),
    connect: () => connection.dispatchEvent(new CustomEvent("connected")),
  };
}

test("reconnects after a wait that doubles with each attempt", context => {
  const { opened, reconnector, pass, lose } = setUp(context);
  lose();
  assert.equal(reconnector.remaining, 1000);
  assert.equal(reconnector.address, LOST.address);
  pass(1000);
  assert.deepEqual(opened, [[LOST.address, 1]]);
  assert.equal(reconnector.remaining, null);
  lose();
  assert.equal(reconnector.remaining, 2000);
  pass(1999);
  assert.equal(opened.length, 1);
  pass(1);
  assert.deepEqual(opened[1], [LOST.address, 2]);
});

test("reports the remaining time every second", context => {
  const { reconnector, pass, lose } = setUp(context);
  lose();
  pass(1000);
  lose();
  let changes = 0;
  reconnector.addEventListener("change", () => changes++);
  pass(1000);
  assert.equal(changes, 1);
  assert.equal(reconnector.remaining, 1000);
});

test("reconnects at once if the visitor does not want to wait", context => {
  const { opened, reconnector, pass, lose } = setUp(context);
  lose();
  reconnector.now();
  assert.deepEqual(opened, [[LOST.address, 1]]);
  pass(60_000);
  assert.equal(opened.length, 1);
});

test("stops if the visitor stops it", context => {
  const { opened, reconnector, pass, lose } = setUp(context);
  lose();
  reconnector.stop();
  pass(60_000);
  assert.deepEqual(opened, []);
  assert.equal(reconnector.remaining, null);
});

test("does not reconnect after an end that the visitor caused or does not want", context => {
  const { opened, pass, lose } = setUp(context, ({ code }) => code === 1006);
  lose({ ...LOST, closeCalled: true });
  lose({ ...LOST, code: 1000 });
  pass(60_000);
  assert.deepEqual(opened, []);
});

test("counts attempts anew only after a stable connection", context => {
  const { reconnector, pass, lose, connect } = setUp(context);
  lose();
  pass(1000);
  connect();
  pass(STABLE - 1);
  lose();
  assert.equal(reconnector.attempt, 2);
  pass(2000);
  connect();
  pass(STABLE);
  lose();
  assert.equal(reconnector.attempt, 1);
});

test("gives up after the last attempt", context => {
  const { opened, reconnector, pass, lose } = setUp(context);
  for (let attempt = 1; attempt <= MAXIMUM_ATTEMPTS; attempt++) {
    lose();
    pass(30_000);
  }
  assert.equal(opened.length, MAXIMUM_ATTEMPTS);
  assert.equal(reconnector.hasGivenUp, false);
  lose();
  pass(60_000);
  assert.equal(opened.length, MAXIMUM_ATTEMPTS);
  assert.equal(reconnector.hasGivenUp, true);
});
