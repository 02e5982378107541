import assert from "node:assert/strict";
import test from "node:test";
import {
  addressOf,
  PATIENCE,
  runCase,
} from "../../../main/resources/assets/conformance/case-connection.js";
import { fakeClock } from "../support/clock.mjs";

let sockets;

class Socket {
  sent = [];
  isClosed = false;

  constructor(address) {
    this.address = address;
    sockets.push(this);
  }

  send(data) {
    this.sent.push(data);
  }

  close() {
    this.isClosed = true;
  }
}

function begin(stop = new AbortController()) {
  sockets = [];
  const end = runCase("ws://localhost/", stop.signal, Socket);
  return { socket: sockets[0], stop, end };
}

test("a case echoes each message as it came, and ends with the connection", async () => {
  const { socket, end } = begin();
  const bytes = new ArrayBuffer(3);
  socket.onmessage({ data: "text" });
  socket.onmessage({ data: bytes });
  socket.onclose({ code: 1000 });
  await end;
  assert.equal(socket.binaryType, "arraybuffer");
  assert.equal(socket.sent[0], "text");
  assert.equal(socket.sent[1], bytes);
  assert.equal(socket.isClosed, false);
});

test("a case ends when it is stopped", async () => {
  const { socket, stop, end } = begin();
  stop.abort();
  await end;
  assert.equal(socket.isClosed, true);
});

test("a case ends without the server after some time", async context => {
  const pass = fakeClock(context);
  const { socket, end } = begin();
  pass(PATIENCE - 1);
  assert.equal(socket.isClosed, false);
  pass(1);
  await end;
  assert.equal(socket.isClosed, true);
});

test("the address names case, agent and run, at the path prefix and with the TLS of the page", () => {
  const url = addressOf(new URL("https://host/echo/"), "legal/empty", {
    agent: 'a & "b"',
    run: "r1",
  });
  assert.equal(
    url,
    "wss://host/echo/all/runCase?casetuple=legal%2Fempty&agent=a+%26+%22b%22&run=r1",
  );
});
