import assert from "node:assert/strict";
import test from "node:test";
import { addressProblem, ownServer } from "../../../main/resources/assets/connection/address.js";

const OWN_SERVERS = [
  ["https://example.com/", "wss://example.com/"],
  ["https://example.com/tools/echo/?demo=off#x", "wss://example.com/tools/echo/"],
  ["http://example.com:8080/echo/.ws", "ws://example.com:8080/echo/"],
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
  [
    "http://example.com/chat?a=b",
    "http://example.com/",
    ["address.scheme.try", "ws://example.com/chat?a=b"],
  ],
  ["https://example.com/", "http://example.com/", ["address.scheme.try", "wss://example.com/"]],
  ["localhost:8080", "http://example.com/", ["address.scheme.try", "ws://localhost:8080/"]],
  [
    "localhost:8080/chat",
    "http://example.com/",
    ["address.scheme.try", "ws://localhost:8080/chat"],
  ],
  ["localhost:99999", "http://example.com/", ["address.scheme"]],
  ["ftp://example.com/", "http://example.com/", ["address.scheme"]],
  ["mailto:user", "http://example.com/", ["address.scheme"]],
];

for (const [page, expected] of OWN_SERVERS) {
  test(`own server has the scheme and the path of the page: ${page}`, () => {
    assert.equal(ownServer(page), expected);
  });
}

for (const [address, page, expected] of PROBLEMS) {
  test(`reports the problem of an address with a suggestion: ${address} at ${page}`, () => {
    assert.deepEqual(addressProblem(address, page), expected);
  });
}
