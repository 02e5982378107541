import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { Repeater } from "../../../main/resources/assets/message/repeater.js";

test("waits while the browser buffers more than 1 MiB", async () => {
  const connection = Object.assign(new EventTarget(), { state: WebSocket.OPEN, bufferedAmount: 0 });
  connection.send = () => {
    connection.bufferedAmount += 400_000;
  };
  let mostBuffered = 0;
  const end = await new Promise(resolve => {
    const repeater = new Repeater(connection, progress => {
      if (progress.waiting) {
        mostBuffered = Math.max(mostBuffered, connection.bufferedAmount);
        connection.bufferedAmount = 0;
      }
      if (progress.state !== "running") {
        resolve({ ...progress });
      }
    });
    repeater.start(() => "x", 10, 0);
  });
  assert.equal(end.state, "done");
  assert.equal(end.sent, 10);
  assert.equal(mostBuffered, 1_200_000);
});
