import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import {
  INTERVAL,
  LAST_WAIT,
  LONGEST_SILENCE,
  PAUSE,
  requestSequence,
  SequenceWatch,
} from "../../../main/resources/assets/reconnection/watch.js";
import { fakeClock } from "../support/clock.mjs";

const NONE = { sequence: null, absence: "none" };
const OPEN = { sequence: { attempts: [{ number: 1, state: "open" }] }, absence: null };
const ENDED = { sequence: { attempts: [{ number: 1, state: "ended" }] }, absence: null };

/** A watch whose requests get one answer until another is set. */
function setUp(context, first) {
  const clock = fakeClock(context);
  const server = { answer: first, requests: [] };
  const shown = [];
  const watch = new SequenceWatch(
    answer => shown.push(answer),
    async (key, query) => {
      server.requests.push([key, query]);
      return server.answer;
    },
  );
  const pass = async millis => {
    clock(millis);
    for (let turn = 0; turn < 5; turn++) {
      await Promise.resolve();
    }
  };
  return { watch, server, shown, pass };
}

test("asks every second, also before the first attempt", async context => {
  const { watch, server, shown, pass } = setUp(context, NONE);
  watch.start("k", "maxDelay=1s");
  await pass(0);
  assert.deepEqual(shown, [{ ...NONE, isUnchanged: false, isOver: false }]);
  server.answer = OPEN;
  await pass(INTERVAL - 1);
  assert.equal(shown.length, 1);
  await pass(1);
  await pass(INTERVAL);
  assert.equal(shown[2].isUnchanged, true);
  assert.deepEqual(shown[1], { ...OPEN, isUnchanged: false, isOver: false });
  assert.deepEqual(server.requests, [
    ["k", "maxDelay=1s"],
    ["k", "maxDelay=1s"],
    ["k", "maxDelay=1s"],
  ]);
});

for (const absence of ["busy", "unreachable"]) {
  test(`asks less often if the server is ${absence}`, async context => {
    const { watch, shown, pass } = setUp(context, { sequence: null, absence });
    watch.start("k", "");
    await pass(0);
    await pass(PAUSE - 1);
    assert.equal(shown.length, 1);
    await pass(1);
    assert.equal(shown.length, 2);
    assert.equal(watch.isWatching, true);
  });
}

test("is over if the server rejects the request", async context => {
  const { watch, server, shown, pass } = setUp(context, { sequence: null, absence: "rejected" });
  watch.start("k", "");
  await pass(0);
  await pass(PAUSE);
  assert.equal(shown[0].isOver, true);
  assert.equal(server.requests.length, 1);
});

test("is over when nothing has changed for long", async context => {
  const { watch, server, shown, pass } = setUp(context, NONE);
  watch.start("k", "");
  await pass(0);
  for (let wait = 0; wait < LONGEST_SILENCE - INTERVAL; wait += INTERVAL) {
    await pass(INTERVAL);
  }
  server.answer = OPEN;
  await pass(INTERVAL);
  for (let wait = 0; wait < LONGEST_SILENCE; wait += INTERVAL) {
    await pass(INTERVAL);
  }
  assert.equal(watch.isWatching, true);
  await pass(INTERVAL);
  assert.equal(watch.isWatching, false);
  assert.deepEqual(shown.map(({ isOver }) => isOver).indexOf(true), shown.length - 1);
});

test("asks for another verdict from the next request on", async context => {
  const { watch, server, pass } = setUp(context, OPEN);
  watch.start("k", "maxDelay=1s");
  await pass(0);
  watch.ask("maxDelay=2s");
  await pass(INTERVAL);
  assert.deepEqual(server.requests.at(-1), ["k", "maxDelay=2s"]);
});

test("finishes when the last attempt has ended", async context => {
  const { watch, server, shown, pass } = setUp(context, OPEN);
  watch.start("k", "");
  await pass(0);
  watch.finish();
  await pass(INTERVAL);
  assert.equal(shown.at(-1).isOver, false);
  server.answer = ENDED;
  await pass(INTERVAL);
  assert.deepEqual(shown.at(-1), { ...ENDED, isUnchanged: false, isOver: true });
});

test("finishes after a while if the last attempt does not end", async context => {
  const { watch, shown, pass } = setUp(context, OPEN);
  watch.start("k", "");
  await pass(0);
  watch.finish();
  for (let wait = 0; wait < LAST_WAIT; wait += INTERVAL) {
    await pass(INTERVAL);
  }
  assert.equal(shown.at(-1).isOver, true);
});

test("discards an answer that arrives after the stop", async context => {
  const { watch, shown, pass } = setUp(context, OPEN);
  watch.start("k", "");
  watch.stop();
  await pass(INTERVAL);
  assert.deepEqual(shown, []);
});

for (const [status, absence] of [
  [204, "none"],
  [429, "busy"],
  [503, "busy"],
  [400, "rejected"],
]) {
  test(`status ${status} means ${absence}`, async context => {
    const fetched = context.mock.method(globalThis, "fetch", async () => ({ status, ok: false }));
    assert.deepEqual(await requestSequence("k", "maxDelay=1s"), { sequence: null, absence });
    assert.equal(
      fetched.mock.calls[0].arguments[0].href,
      "http://localhost:8080/sequences/k?absent=empty&maxDelay=1s",
    );
  });
}

test("a failed request means that the server is unreachable", async context => {
  context.mock.method(globalThis, "fetch", async () => {
    throw new TypeError("failed");
  });
  assert.equal((await requestSequence("k", "")).absence, "unreachable");
});
