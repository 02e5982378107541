import assert from "node:assert/strict";
import test from "node:test";
import { Driver, PARALLEL } from "../../../main/resources/assets/conformance/driver.js";

const IDS = Array.from({ length: 20 }, (_, index) => `9.1.${index + 1}`);

/** Runs that end when a test lets them. */
class Runs {
  ends = new Map();
  most = 0;

  run = id =>
    new Promise(resolve => {
      this.ends.set(id, resolve);
      this.most = Math.max(this.most, this.ends.size);
    });

  async end(id) {
    this.ends.get(id)();
    this.ends.delete(id);
    await settled();
  }
}

function settled() {
  return new Promise(resolve => setImmediate(resolve));
}

test("a few cases run at a time, in their order, until all have ended", async () => {
  const runs = new Runs();
  const driver = new Driver(IDS, runs.run);
  const end = driver.drive();
  assert.deepEqual([...driver.current], IDS.slice(0, PARALLEL));
  for (const id of IDS) {
    await runs.end(id);
  }
  await end;
  assert.equal(runs.most, PARALLEL);
  assert.deepEqual([...driver.ended], IDS);
  assert.equal(driver.problem, null);
  assert.equal(driver.isRunning, false);
});

test("a stopped run begins no more cases, and does not count those that it ended", async () => {
  const runs = new Runs();
  let signal;
  const driver = new Driver(IDS, (id, stop) => {
    signal = stop;
    return runs.run(id);
  });
  const end = driver.drive();
  await runs.end(IDS[0]);
  driver.stop();
  assert.equal(signal.aborted, true);
  for (const id of [...driver.current]) {
    await runs.end(id);
  }
  await end;
  assert.deepEqual([...driver.ended], [IDS[0]]);
  assert.equal(driver.problem, "stopped");
});

test("the first reason for an early end stays", async () => {
  const driver = new Driver([], () => {});
  driver.giveUp();
  driver.stop();
  await driver.drive();
  assert.equal(driver.problem, "unreachable");
});

test("the time ends with the last case, and every change is an event", async () => {
  let now = 1000;
  let changes = 0;
  const driver = new Driver(
    ["1.1.1"],
    async () => {
      now += 250;
    },
    () => now,
  );
  driver.addEventListener("change", () => changes++);
  assert.equal(driver.duration, 0);
  await driver.drive();
  now += 5000;
  assert.equal(driver.duration, 250);
  assert.equal(changes, 4);
});
