import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import {
  adviceForOther,
  adviceFromTranscript,
} from "../../../main/resources/assets/connection/diagnosis.js";
import { networkPermission } from "../../../main/resources/assets/connection/network-permission.js";

const PERMISSIONS = [
  ["ws://127.0.0.1:2/", "loopback-network", "denied", "advice.denied.loopback advice.again"],
  ["wss://localhost:2/", "loopback-network", "denied", "advice.denied.loopback advice.again"],
  ["ws://[::1]:2/", "local-network-access", "denied", "advice.denied.loopback advice.again"],
  ["wss://192.168.0.2/", "local-network", "denied", "advice.denied.network advice.again"],
  ["wss://printer.local/", "local-network-access", "denied", "advice.denied.network advice.again"],
  [
    "ws://127.0.0.1:2/",
    "loopback-network",
    "prompt",
    "advice.prompt.loopback advice.other advice.redirect advice.again",
  ],
  [
    "wss://10.1.2.3/",
    "local-network",
    "prompt",
    "advice.prompt.network advice.other advice.certificate advice.maybeNoTls advice.again",
  ],
  ["ws://127.0.0.1:2/", "loopback-network", "granted", "advice.other advice.redirect advice.again"],
  [
    "wss://example.com/",
    "loopback-network",
    "denied",
    "advice.other advice.certificate advice.maybeNoTls advice.again",
  ],
  [
    "ws://127.0.0.1:2/",
    "unknown-permission",
    "denied",
    "advice.other advice.redirect advice.again",
  ],
];

const SAME_NETWORK = [
  ["localhost", "ws://127.0.0.1:2/"],
  ["127.0.0.1", "ws://127.0.0.1:2/"],
  ["127.0.0.1", "wss://10.0.0.1/"],
  ["192.168.0.1", "wss://10.0.0.1/"],
];

const TRANSCRIPTS = [
  [
    503,
    { scenario: "refuse", closing: { cause: "scenario" } },
    [["advice.onPurpose", new URL("ws://localhost:8080/")]],
  ],
  [400, { scenario: "close" }, null],
  [400, {}, null],
  [null, {}, [["advice.unanswered"], ["advice.again"]]],
  [101, { state: "ended" }, [["advice.answer"]]],
  [403, {}, [["advice.origin", "http://localhost:8080"]]],
  [429, {}, [["advice.later", 429]]],
  [503, {}, [["advice.later", 503]]],
  [101, { state: "open" }, [["advice.taken"]]],
];

for (const [address, known, state, expected] of PERMISSIONS) {
  test(`advice depends on the network permission: ${address} ${known} ${state}`, async () => {
    assert.equal(await adviceAt("page.example", address, known, state), expected);
  });
}

for (const [page, address] of SAME_NETWORK) {
  test(`a page in the same network needs no permission: ${page}, ${address}`, async () => {
    const advice = await adviceAt(page, address, "local-network-access", "denied");
    assert.match(advice, /^advice\.other /);
  });
}

for (const [status, changes, expected] of TRANSCRIPTS) {
  test(`advice depends on the transcript: ${status} ${JSON.stringify(changes)}`, () => {
    const transcript = {
      state: "refused",
      scenario: null,
      handshake: { status },
      closing: { cause: null },
    };
    assert.deepEqual(adviceFromTranscript({ ...transcript, ...changes }), expected);
  });
}

/** The keys of the advice in a browser that knows only one name of the permission. */
async function adviceAt(page, address, known, state) {
  const permissions = {
    async query({ name }) {
      if (name !== known) {
        throw new TypeError(name);
      }
      return { state };
    },
  };
  const advice = await adviceForOther(address, networkPermission(address, page, permissions));
  return advice.map(([key]) => key).join(" ");
}
