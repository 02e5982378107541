import "../support/page.mjs";
import assert from "node:assert/strict";
import test from "node:test";
import { fromFragment, isState, toFragment } from "../../../main/resources/assets/share/link.js";

const STATES = [
  {},
  { address: "ws://localhost:1/path?a=b&c=%26" },
  { protocols: "", text: "", code: "", reason: "" },
  { text: "&=#?+% '\"<>\\`^|{}\n\t\u0000\u00a0" },
  { text: "half \ud83d" },
  { text: "再见 👋 \u{10ffff}" },
  { code: "4999", reason: "再".repeat(41) },
  {
    address: "wss://example.com/",
    protocols: "chat.v1, chat.v2",
    text: "hello",
    code: "1000",
    reason: "bye",
    mode: "flood",
    kind: "binary",
    size: "1048576",
    count: "1000000",
  },
];

const FRAGMENTS = [
  ["address=http://localhost/", {}, "wrong,address"],
  ["address=", {}, "wrong,address"],
  ["protocols=a%20b", {}, "wrong,protocols"],
  ["protocols=a,a&text=x", { text: "x" }, "wrong,protocols"],
  ["text=%E0%A4%A&code=3000", { code: "3000" }, "wrong,text"],
  ["text=one&text=two", { text: "one" }, "wrong,text"],
  ["text=a=b", { text: "a=b" }, ""],
  ["text=a+b", { text: "a+b" }, ""],
  ["code=999", {}, "wrong,code"],
  ["code=1001&reason=x", { reason: "x" }, "wrong,code"],
  ["code=&reason=x", { code: "" }, "wrong,reason"],
  ["mode=fast&kind=json", {}, "wrong,mode wrong,kind"],
  ["size=1048577&count=1000001", {}, "wrong,size wrong,count"],
  ["size=-1&count=0", {}, "wrong,size wrong,count"],
  ['json={"a":1}&hex=0g', { json: '{"a":1}' }, "wrong,hex"],
  ["hex=00%20ff", { hex: "00 ff" }, ""],
  ["size=0&count=1", { size: "0", count: "1" }, ""],
  ["__proto__=x&toString=y&other=z&", {}, ""],
];

for (const state of STATES) {
  test(`a state survives a round trip through a link: ${JSON.stringify(state)}`, () => {
    const link = new URL("http://localhost/page");
    link.hash = toFragment(state);
    const { state: read, problems } = fromFragment(link.hash);
    const wanted = Object.fromEntries(
      Object.entries(state).map(([key, value]) => [key, value.toWellFormed()]),
    );
    assert.equal(JSON.stringify(read), JSON.stringify(wanted));
    assert.deepEqual(problems, []);
    assert.equal(isState(link.hash), Object.keys(state).length > 0);
  });
}

for (const [fragment, wanted, wantedProblems] of FRAGMENTS) {
  test(`omits invalid values of a link: ${fragment}`, () => {
    const { state, problems } = fromFragment(`#${fragment}`);
    assert.equal(JSON.stringify(state), JSON.stringify(wanted));
    assert.equal(problems.map(String).join(" "), wantedProblems);
  });
}
