import assert from "node:assert/strict";
import test from "node:test";
import {
  Echoes,
  MAXIMUM_BYTES,
  MAXIMUM_WAITING,
} from "../../../main/resources/assets/connection/echoes.js";

for (const size of [0, 1, 3, 4, 5, 1000, 1001]) {
  test(`compares echoes by their content: ${size} bytes`, () => {
    for (const changed of [-1, 0, 3, 4, size >> 1, size - 1]) {
      for (const offset of [0, 1, 4]) {
        const buffer = new Uint8Array(size + offset).fill(7);
        const echo = new Uint8Array(size).fill(7);
        const isChanged = changed >= 0 && changed < size;
        if (isChanged) {
          echo[changed] = 8;
        }
        const echoes = new Echoes();
        echoes.sent({ data: buffer.subarray(offset) });
        const isSame = echoes.received(echo.buffer)?.isChanged === false;
        assert.equal(isSame, !isChanged, `from ${offset}, ${changed} changed`);
      }
    }
  });
}

test("finds the echo of each message in any mix of equal ones", () => {
  const sent = ["a", "b", "a", "c", "a", "b"].map((data, at) => ({ data, at }));
  const echoes = new Echoes();
  sent.forEach(message => echoes.sent(message));
  assert.equal(echoes.oldestAt, 0);
  for (const { data, at } of sent) {
    assert.deepEqual(echoes.received(data), { message: { data, at }, isChanged: false });
  }
  assert.equal(echoes.size, 0);
  assert.equal(echoes.oldestAt, null);
  assert.equal(echoes.received("a"), null);
});

test("discards the messages that were sent before the echoed one", () => {
  const echoes = new Echoes();
  ["lost", "lost too", "echoed", "waiting"].forEach((data, at) => echoes.sent({ data, at }));
  assert.equal(echoes.received("echoed").message.at, 2);
  assert.equal(echoes.size, 1);
  assert.equal(echoes.oldestAt, 3);
  assert.equal(echoes.received("lost"), null);
});

test("retains a bounded number of messages if nothing is echoed", () => {
  const echoes = new Echoes();
  for (let index = 0; index <= MAXIMUM_WAITING; index++) {
    echoes.sent({ data: String(index) });
  }
  assert.equal(echoes.size, 10_000);
  assert.equal(echoes.received("0"), null);
  assert.equal(echoes.received("1").message.data, "1");
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

const CHANGES = {
  "upper case": ["hello", "HELLO"],
  "a prefix": ["hi there", "You said: hi there"],
  "half of it": ["0123456789", "01234"],
  "white space": ['{"a":1,"b":[2]}', '{ "a": 1, "b": [ 2 ] }\n'],
  "one character in a long text": [`${"x".repeat(50_000)}a`, `${"x".repeat(50_000)}b`],
};

for (const [change, [sent, received]] of Object.entries(CHANGES)) {
  test(`reports an echo that differs by ${change}`, () => {
    const echoes = new Echoes();
    echoes.sent({ data: sent, at: 1 });
    assert.deepEqual(echoes.received(received), {
      message: { data: sent, at: 1 },
      isChanged: true,
    });
    assert.equal(echoes.size, 0);
  });
}

test("reports a changed byte", () => {
  const echoes = new Echoes();
  echoes.sent({ data: Uint8Array.of(1, 2, 3, 4).buffer });
  assert.equal(echoes.received(Uint8Array.of(1, 2, 9, 4).buffer).isChanged, true);
  echoes.sent({ data: Uint8Array.of(1, 2, 3, 4).buffer });
  assert.equal(echoes.received("1, 2, 9, 4"), null);
});

test("does not take a message of the server's own for a changed echo", () => {
  const echoes = new Echoes();
  echoes.sent({ data: "WebSocket rocks" });
  assert.equal(echoes.received("Request served by 4d896d95b55478"), null);
  assert.equal(echoes.received("WebSocket rocks").isChanged, false);
  // This server sends messages of its own, so nothing is known of one that resembles nothing.
  echoes.sent({ data: "one" });
  assert.equal(echoes.received("tick"), null);
  assert.equal(echoes.received("One").isChanged, true);
});

test("takes anything for a changed echo while everything was an echo", () => {
  const echoes = new Echoes();
  echoes.sent({ data: "你好" });
  echoes.received("你好");
  echoes.sent({ data: "再见" });
  assert.equal(echoes.received("??").isChanged, true);
});

test("does not take a second echo of a message for the changed echo of the next one", () => {
  const echoes = new Echoes();
  echoes.sent({ data: "number 1" });
  echoes.sent({ data: "number 2" });
  echoes.received("number 1");
  assert.equal(echoes.received("number 1"), null);
  assert.equal(echoes.received("number 2").isChanged, false);
});

test("finds the real echo of a message whose changed echo was reported", () => {
  const echoes = new Echoes();
  ["number 1", "number 2", "number 3"].forEach((data, at) => echoes.sent({ data, at }));
  assert.equal(echoes.received("number 0").isChanged, true);
  assert.equal(echoes.size, 2);
  assert.equal(echoes.oldestAt, 1);
  for (const at of [0, 1, 2]) {
    const { message, isChanged } = echoes.received(`number ${at + 1}`);
    assert.deepEqual([message.at, isChanged], [at, false]);
  }
  assert.equal(echoes.size, 0);
});

test("reports every changed echo of a server that changes all of them", () => {
  const echoes = new Echoes();
  for (let round = 0; round < 3; round++) {
    for (let index = 0; index < MAXIMUM_WAITING; index++) {
      echoes.sent({ data: `message ${index}`, at: index });
    }
    for (let index = 0; index < MAXIMUM_WAITING; index++) {
      const { message, isChanged } = echoes.received(`MESSAGE ${index}`);
      assert.deepEqual([message.at, isChanged], [index, true]);
    }
    assert.equal(echoes.size, 0);
  }
});
