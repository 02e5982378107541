import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import {
  LastConnection,
  MAXIMUM_ENDS,
} from "../../../main/resources/assets/connection/last-connection.js";
import { broken, browser } from "../closing/ends.mjs";

const lost = { ...browser(broken), id: null, quietMillis: 0 };

test("the most recent ends are retained, the newest first", async () => {
  const { connection, last } = create();
  for (let code = 4000; code <= 4000 + MAXIMUM_ENDS; code++) {
    end(connection, { ...lost, code });
  }
  assert.equal(last.ends.length, MAXIMUM_ENDS);
  assert.equal(last.current.report.code, 4000 + MAXIMUM_ENDS);
  assert.equal(last.ends.at(-1).report.code, 4001);
});

test("nobody is advised to enable what is enabled", async () => {
  for (const [isReconnecting, advice] of [
    [false, "advice.again"],
    [true, "advice.reconnecting"],
  ]) {
    const { connection, last } = create(isReconnecting);
    end(connection, lost);
    await new Promise(resolve => setTimeout(resolve));
    assert.deepEqual(last.current.advice, [[advice]]);
  }
});

for (const [quietMillis, advice] of [
  [24_900, [["advice.again"]]],
  [60_400, [["advice.idle", 60], ["advice.again"]]],
]) {
  test(`a connection that broke after ${quietMillis} ms without traffic gets advice`, async () => {
    const { connection, last } = create();
    end(connection, { ...lost, quietMillis });
    await new Promise(resolve => setTimeout(resolve));
    assert.deepEqual(last.current.advice, advice);
  });
}

test("an incomplete transcript is requested again, a complete one is not", async () => {
  const { last } = create();
  const end = {
    report: { ...lost, id: "x" },
    transcript: { state: "closing" },
    absence: null,
    language: "en",
  };
  const requested = [];
  globalThis.fetch = async url => {
    requested.push(String(url));
    return Response.json({ state: "ended" });
  };
  await last.refresh(end);
  await last.refresh(end);
  assert.deepEqual(end.transcript, { state: "ended" });
  assert.deepEqual(requested, ["http://localhost:8080/connections/x?wait=0s&absent=empty"]);
});

test("a transcript in another language is requested again", async () => {
  const { last } = create();
  const end = { report: { ...lost, id: "x" }, transcript: { state: "ended" }, absence: null };
  globalThis.fetch = async () => Response.json({ state: "ended", id: "x" });
  await last.refresh({ ...end, language: "en" });
  assert.deepEqual(end.transcript, { state: "ended" });
  end.language = "zh";
  await last.refresh(end);
  assert.deepEqual(end.transcript, { state: "ended", id: "x" });
  assert.equal(end.language, "en");
});

test("an incomplete transcript is kept if the server has discarded it", async () => {
  const { last } = create();
  const end = {
    report: { ...lost, id: "x" },
    transcript: { state: "closing" },
    absence: null,
    language: "en",
  };
  globalThis.fetch = async () => new Response("", { status: 404 });
  await last.refresh(end);
  assert.deepEqual(end.transcript, { state: "closing" });
});

function create(isReconnecting = false) {
  const connection = new EventTarget();
  return { connection, last: new LastConnection(connection, () => isReconnecting) };
}

function end(connection, report) {
  connection.dispatchEvent(new CustomEvent("ended", { detail: report }));
}
