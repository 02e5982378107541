import "../support/page.mjs";
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { TranscriptStream } from "../../../main/resources/assets/server/transcript-stream.js";

class FakeSource extends EventTarget {
  readyState = 1;
  constructor(url) {
    super();
    this.url = String(url);
  }
  send(transcript) {
    const data = JSON.stringify(transcript);
    this.dispatchEvent(Object.assign(new Event("transcript"), { data }));
  }
  fail(readyState) {
    this.readyState = readyState;
    this.dispatchEvent(new Event("error"));
  }
  close() {
    this.readyState = 2;
  }
}

function create() {
  const shown = [];
  const sources = [];
  const stream = new TranscriptStream(
    answer => shown.push(answer),
    url => {
      sources.push(new FakeSource(url));
      return sources.at(-1);
    },
  );
  return { shown, sources, stream };
}

const settled = () => new Promise(resolve => setImmediate(resolve));

test("each event is shown until the connection has ended", () => {
  const { shown, sources, stream } = create();
  stream.start("x");
  const [source] = sources;
  assert.equal(source.url, "http://localhost:8080/connections/x/events");
  source.send({ state: "open" });
  assert.equal(source.readyState, 1);
  source.send({ state: "ended" });
  assert.equal(source.readyState, 2);
  assert.deepEqual(
    shown.map(({ transcript }) => transcript.state),
    ["open", "ended"],
  );
});

test("another connection replaces the stream", () => {
  const { sources, stream } = create();
  stream.start("x");
  stream.start("y");
  assert.deepEqual(
    sources.map(({ readyState }) => readyState),
    [2, 1],
  );
});

test("a lost event stream is left to the browser, which reconnects", async () => {
  const { sources, stream } = create();
  globalThis.fetch = () => assert.fail("requested");
  stream.start("x");
  sources[0].fail(0);
  await settled();
  stream.stop();
});

test("without an event stream, the transcript is requested until it is complete", async t => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { shown, sources, stream } = create();
  const states = ["open", "open", "ended"];
  globalThis.fetch = async () => Response.json({ state: states.shift() });
  stream.start("x");
  sources[0].fail(2);
  for (let request = 0; request < 4; request++) {
    await settled();
    await settled();
    t.mock.timers.tick(2000);
  }
  assert.deepEqual(
    shown.map(({ transcript }) => transcript.state),
    ["open", "open", "ended"],
  );
});

test("a stopped stream shows nothing more", async () => {
  const { shown, sources, stream } = create();
  const fetched = mock.fn(async () => new Response("", { status: 404 }));
  globalThis.fetch = fetched;
  stream.start("x");
  sources[0].fail(2);
  stream.stop();
  await settled();
  await settled();
  assert.equal(fetched.mock.callCount(), 1);
  assert.deepEqual(shown, []);
});
