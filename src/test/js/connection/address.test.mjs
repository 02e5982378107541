import assert from "node:assert/strict";
import test from "node:test";
import {
  addressProblem,
  ownServer,
  webSocketAddress,
} from "../../../main/resources/assets/connection/address.js";

const OWN_SERVERS = [
  ["https://example.com/", "wss://example.com/"],
  ["https://example.com/tools/echo/?demo=off#x", "wss://example.com/tools/echo/"],
  ["http://example.com:8080/echo/.ws", "ws://example.com:8080/echo/"],
];

const COMPLETED = [
  ["http://example.com/chat?a=b", "http://localhost:8080/", "ws://example.com/chat?a=b"],
  ["HTTPS://example.com", "http://localhost:8080/", "wss://example.com/"],
  ["/close/4001?reason=bye", "http://localhost:8080/", "ws://localhost:8080/close/4001?reason=bye"],
  ["/close/4001", "https://example.com/tools/echo/", "wss://example.com/tools/echo/close/4001"],
  ["//example.com/x", "https://localhost:8080/", "wss://example.com/x"],
  ["localhost:8080", "http://example.com/", "ws://localhost:8080/"],
  ["localhost:8080/chat", "https://example.com/", "wss://localhost:8080/chat"],
  ["echo.example.com", "http://localhost:8080/", "wss://echo.example.com/"],
  ["echo.example.com:9000/x", "http://localhost:8080/", "ws://echo.example.com:9000/x"],
  ["192.168.1.7", "http://localhost:8080/", "ws://192.168.1.7/"],
  ["[::1]:8080/x", "http://localhost:8080/", "ws://[::1]:8080/x"],
];

const UNCHANGED = [
  "",
  "ws://example.com/",
  "wss://example.com",
  "ftp://example.com/",
  "mailto:user",
  "hello",
  "localhost:99999",
  "ws://local host/",
];

const PROBLEMS = [
  ["ws://example.com/", "https://example.com/", ["address.mixed", "wss://example.com/"]],
  ["ws://localhost:8080/", "https://example.com/", null],
  ["wss://example.com/", "https://example.com/", null],
  [
    "ws://example.com:8080/a?b",
    "https://example.com/",
    ["address.mixed", "wss://example.com:8080/a?b"],
  ],
  ["", "http://example.com/", ["address.empty", "ws://example.com/"]],
  ["hello", "http://example.com/", ["address.invalid", "ws://example.com/"]],
  ["ws://local host/", "http://example.com/", ["address.invalid", "ws://example.com/"]],
  ["ws://example.com/#x", "http://example.com/", ["address.fragment"]],
  ["ftp://example.com/", "http://example.com/", ["address.scheme"]],
  ["mailto:user", "http://example.com/", ["address.scheme"]],
];

for (const [input, page, expected] of COMPLETED) {
  test(`completes an address like a browser: ${input} at ${page}`, () => {
    assert.equal(webSocketAddress(input, page), expected);
  });
}

for (const input of UNCHANGED) {
  test(`leaves an address unchanged: ${JSON.stringify(input)}`, () => {
    assert.equal(webSocketAddress(input, "http://localhost:8080/"), input);
  });
}

for (const [page, expected] of OWN_SERVERS) {
  test(`own server has the scheme and the path of the page: ${page}`, () => {
    assert.equal(ownServer(page), expected);
  });
}

for (const [address, page, expected] of PROBLEMS) {
  test(`reports the problem of an address with a suggestion: ${address} at ${page}`, () => {
    assert.deepEqual(addressProblem(address, page)?.map(String) ?? null, expected);
  });
}
