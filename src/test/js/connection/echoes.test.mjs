import assert from "node:assert/strict";
import test from "node:test";
import {
  Echoes,
  MAXIMUM_BYTES,
  MAXIMUM_WAITING,
} from "../../../main/resources/assets/connection/echoes.js";

for (const size of [0, 1, 3, 4, 5, 1000, 1001]) {
  test(`compares echoes by their content: ${size} bytes`, () => {
    for (const changed of [-1, 0, 3, 4, size - 1]) {
      for (const offset of [0, 1, 4]) {
        const buffer = new Uint8Array(size + offset).fill(7);
        const echo = new Uint8Array(size).fill(7);
        const isChanged = changed >= 0 && changed < size;
        if (isChanged) {
          echo[changed] = 8;
        }
        const echoes = new Echoes();
        echoes.sent({ data: buffer.subarray(offset) });
        const isSame = echoes.received(echo.buffer) !== null;
        assert.equal(isSame, !isChanged, `from ${offset}, ${changed} changed`);
      }
    }
  });
}

test("retains a bounded number of messages if nothing is echoed", () => {
  const echoes = new Echoes();
  for (let index = 0; index <= MAXIMUM_WAITING; index++) {
    echoes.sent({ data: String(index) });
  }
  assert.equal(echoes.size, 10_000);
  assert.equal(echoes.received("0"), null);
  assert.equal(echoes.received("1").data, "1");
});

test("retains a bounded number of bytes if nothing is echoed", () => {
  const quarter = () => new ArrayBuffer(MAXIMUM_BYTES / 4);
  const large = new Echoes();
  for (let index = 0; index < 5; index++) {
    large.sent({ data: quarter() });
  }
  assert.equal(large.size, 4);

  const same = new Echoes();
  const data = quarter();
  for (let index = 0; index < 5; index++) {
    same.sent({ data });
  }
  assert.equal(same.size, 5);

  const alone = new Echoes();
  alone.sent({ data: new ArrayBuffer(MAXIMUM_BYTES + 1) });
  assert.equal(alone.size, 1);
});
