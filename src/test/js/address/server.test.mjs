import assert from "node:assert/strict";
import { test } from "node:test";
import "../support/page.mjs";
import { corrected } from "../../../main/resources/assets/address/server.js";

test("replaces the server in WebSocket and HTTP addresses", () => {
  assert.equal(
    corrected(
      'npx wscat -c "ws://inner:8080/drop?connection=x"\ncurl "http://inner:8080/connections/x"',
      "ws://inner:8080/",
      "wss://example.com/echo/",
    ),
    'npx wscat -c "wss://example.com/echo/drop?connection=x"\ncurl "https://example.com/echo/connections/x"',
  );
});

test("leaves other words as they are", () => {
  assert.equal(corrected("code=4001", "ws://inner/", "ws://outer/"), "code=4001");
});
