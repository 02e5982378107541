import assert from "node:assert/strict";
import test from "node:test";
import {
  follow,
  loadCases,
  MOST_FAILURES,
  MOST_TRIES,
} from "../../../main/resources/assets/conformance/report.js";

const CASES = [{ id: "1.1.1" }, { id: "1.1.2" }];

/** A run that goes on for some looks at it. */
function running(looks, ended = CASES.map(({ id }) => id)) {
  return {
    gaveUp: 0,
    get isRunning() {
      return looks-- > 0;
    },
    giveUp() {
      this.gaveUp++;
      looks = 0;
    },
    ended: new Set(ended),
  };
}

async function followed(driver, answers) {
  let loads = 0;
  const shown = [];
  const cases = await follow(
    driver,
    async () => answers[Math.min(loads++, answers.length - 1)],
    found => shown.push(found.length),
    async () => {},
  );
  return { cases, loads, shown };
}

test("results are shown while the run goes on, and at its end", async () => {
  const { cases, shown } = await followed(running(2), [[], CASES.slice(0, 1), CASES]);
  assert.deepEqual(shown, [0, 1, 2]);
  assert.equal(cases, CASES);
});

test("the end waits for missing results, but not for ever", async () => {
  const late = await followed(running(0), [CASES.slice(0, 1), CASES.slice(0, 1), CASES]);
  assert.equal(late.loads, 3);
  assert.equal(late.cases, CASES);
  const never = await followed(running(0), [CASES.slice(0, 1)]);
  assert.equal(never.loads, MOST_TRIES);
  assert.equal(never.cases.length, 1);
});

test("a run ends if the server fails to respond several times in a row", async () => {
  const gone = running(100);
  const { cases, shown } = await followed(gone, [null]);
  assert.equal(gone.gaveUp, 1);
  assert.equal(cases, null);
  assert.deepEqual(shown, []);

  const back = running(MOST_FAILURES + 1);
  await followed(back, [...Array(MOST_FAILURES - 1).fill(null), CASES]);
  assert.equal(back.gaveUp, 0);
});

test("a report that has not begun has no cases", async () => {
  assert.deepEqual(await loadCases("/", async () => ({ status: 404, ok: false })), []);
});

test("a report that cannot be loaded is null", async () => {
  assert.equal(await loadCases("/", async () => ({ status: 503, ok: false })), null);
  assert.equal(await loadCases("/", () => Promise.reject(new TypeError("refused"))), null);
});

test("a report is asked for as JSON", async () => {
  let accepted;
  const cases = await loadCases("/", async (_, { headers }) => {
    accepted = headers.Accept;
    return { status: 200, ok: true, json: async () => ({ cases: CASES }) };
  });
  assert.equal(accepted, "application/json");
  assert.equal(cases, CASES);
});
