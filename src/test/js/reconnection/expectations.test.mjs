import assert from "node:assert/strict";
import test from "node:test";
import { readExpectations } from "../../../main/resources/assets/reconnection/expectations.js";

const NONE = { minDelay: "", maxDelay: "", growing: false, attempts: "" };

test("empty fields expect nothing", () => {
  assert.deepEqual(readExpectations(NONE), { query: "", problems: {} });
});

test("all expectations are parameters of the server", () => {
  assert.equal(
    readExpectations({ minDelay: " 100ms", maxDelay: "5s ", growing: true, attempts: "4" }).query,
    "minDelay=100ms&maxDelay=5s&growing=on&attempts=4",
  );
});

for (const delay of ["0s", "600000ms", "10m", "600s", "0h", "500us", "7ns"]) {
  test(`${delay} is a delay`, () => {
    assert.deepEqual(readExpectations({ ...NONE, minDelay: delay }).problems, {});
  });
}

for (const delay of ["5", "5 s", "-1s", "01s", "1.5s", "601s", "11m", "1d", "5S", "s", "1x"]) {
  test(`${delay} is no delay`, () => {
    for (const name of ["minDelay", "maxDelay"]) {
      assert.deepEqual(readExpectations({ ...NONE, [name]: delay }).problems, {
        [name]: "reconnection.delay.wrong",
      });
    }
  });
}

test("the longest delay must not be shorter than the shortest", () => {
  const problemsOf = (minDelay, maxDelay) =>
    readExpectations({ ...NONE, minDelay, maxDelay }).problems;
  assert.deepEqual(problemsOf("1s", "1000ms"), {});
  assert.deepEqual(problemsOf("1001ms", "1s"), { maxDelay: "reconnection.delay.shorter" });
  assert.deepEqual(problemsOf("x", "1s"), { minDelay: "reconnection.delay.wrong" });
});

for (const [attempts, isValid] of [
  ["1", true],
  ["64", true],
  ["0", false],
  ["65", false],
  ["1e1", false],
  ["-1", false],
  ["many", false],
]) {
  test(`${attempts} attempts are ${isValid ? "" : "not "}possible`, () => {
    assert.deepEqual(
      readExpectations({ ...NONE, attempts }).problems,
      isValid ? {} : { attempts: "reconnection.attempts.wrong" },
    );
  });
}
