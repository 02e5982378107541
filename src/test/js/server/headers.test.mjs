import assert from "node:assert/strict";
import test from "node:test";
import { describe } from "../../../main/resources/assets/server/headers.js";

const EXPECTED = { host: "localhost:8080", origin: "http://localhost:8080" };
const EXTENSIONS = { "Sec-WebSocket-Extensions": "permessage-deflate" };

const notes = headers =>
  describe({ ...headers, ...EXTENSIONS }, EXPECTED)
    .filter(({ note }) => note !== null)
    .map(({ name, note }) => [name, ...note].join(" "));

test("headers that arrived as the browser sent them have no note", () => {
  assert.deepEqual(
    notes({ Host: "localhost:8080", Origin: "http://localhost:8080", Upgrade: "websocket" }),
    [],
  );
});

test("headers that a proxy typically adds are marked, in any case", () => {
  assert.deepEqual(
    notes({
      Via: "1.1 proxy",
      "x-forwarded-for": "10.0.0.1",
      Forwarded: "for=10.0.0.1",
      "CF-Ray": "1",
      "X-Real-IP": "10.0.0.1",
      "X-Custom": "of the application",
    }),
    [
      "Via server.header.proxy",
      "x-forwarded-for server.header.proxy",
      "Forwarded server.header.proxy",
      "CF-Ray server.header.proxy",
      "X-Real-IP server.header.proxy",
    ],
  );
});

test("a changed host or origin is marked with what the browser sent", () => {
  assert.deepEqual(notes({ Host: "backend:9000", Origin: "http://backend" }), [
    "Host server.header.changed localhost:8080",
    "Origin server.header.changed http://localhost:8080",
  ]);
});

test("a value that the server left out is explained", () => {
  assert.deepEqual(notes({ Cookie: "(left out)" }), ["Cookie server.header.secret"]);
});

test("missing extensions are listed, because every browser offers some", () => {
  assert.deepEqual(describe({}, EXPECTED), [
    {
      name: "Sec-WebSocket-Extensions",
      value: null,
      note: ["server.header.noExtensions"],
    },
  ]);
  assert.deepEqual(describe({ "sec-websocket-extensions": "x" }, EXPECTED).length, 1);
});
