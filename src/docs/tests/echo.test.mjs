// npm install ws && node --test echo.test.mjs
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import WebSocket from "ws";

const server = process.env.ECHO ?? "localhost:8080";

for (const address of ["/close/4001?reason=bye", "/cut?at=header", "/illegal/rsv2?within=2s"]) {
  test(`ends as the RFC asks at ${address}`, { timeout: 30_000 }, async () => {
    const id = randomUUID();
    // The client under test is ws here: put yours in its place.
    const socket = new WebSocket(`ws://${server}${address}&connection=${id}`);
    socket.on("error", () => {}); // Many scenarios end in one. "close" follows.
    await new Promise(resolve => socket.on("close", resolve));
    const answer = await fetch(`http://${server}/connections/${id}?wait=10s`);
    const { verdict } = await answer.json();
    assert.ok(verdict.passed, `${verdict.expected} ${verdict.observed}`);
  });
}
