import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";

const SCRIPT = readFileSync(
  new URL("../../main/resources/assets/watchdog.js", import.meta.url),
  "utf8",
);

class HTMLScriptElement {
  src = "http://localhost/page.js";
}

/** Runs the script in a page, which is still loading. */
function run() {
  const verdict = { dataset: { state: "testing" } };
  const place = {
    dataset: { blocked: "blocked: {0}", failed: "failed: {0}", late: "late" },
    hidden: true,
    textContent: "Testing",
    closest: () => verdict,
  };
  const listeners = {};
  const timers = [];
  const document = {
    readyState: "loading",
    documentElement: { dataset: {} },
    querySelector: () => place,
    addEventListener: (type, listener) => (listeners[type] = listener),
  };
  const global = {
    document,
    HTMLScriptElement,
    addEventListener: (type, listener) => (listeners[type] = listener),
    setTimeout: (action, delay) => timers.push({ action, delay }),
  };
  vm.createContext(global);
  global.window = vm.runInContext("globalThis", global);
  vm.runInContext(SCRIPT, global);
  return {
    place,
    verdict,
    error: event => listeners.error(event),
    parsed() {
      document.readyState = "interactive";
      listeners.DOMContentLoaded?.();
    },
    ready: () => (document.documentElement.dataset.ready = ""),
    window: global.window,
    timer: timers[0],
  };
}

test("a blocked script is reported as soon as there is a place for the sentence", () => {
  const page = run();
  page.error({ target: new HTMLScriptElement() });
  assert.equal(page.place.textContent, "Testing");
  page.parsed();
  assert.equal(page.place.textContent, "blocked: http://localhost/page.js");
  assert.equal(page.place.hidden, false);
  assert.equal(page.verdict.dataset.state, "fails");
});

test("an error before the page is ready is reported", () => {
  const page = run();
  page.parsed();
  page.error({ target: page.window, message: "SyntaxError: $& is unknown" });
  assert.equal(page.place.textContent, "failed: SyntaxError: $& is unknown");
});

test("a late page is reported after 15 s", () => {
  const page = run();
  page.parsed();
  assert.equal(page.timer.delay, 15_000);
  page.timer.action();
  assert.equal(page.place.textContent, "late");
});

test("nothing is reported once the page is ready", () => {
  const page = run();
  page.error({ target: new HTMLScriptElement() });
  page.ready();
  page.parsed();
  page.error({ target: page.window, message: "later" });
  page.timer.action();
  assert.equal(page.place.textContent, "Testing");
  assert.equal(page.verdict.dataset.state, "testing");
});

test("another element that does not load is not reported", () => {
  const page = run();
  page.parsed();
  page.error({ target: { src: "icon.svg" } });
  assert.equal(page.place.textContent, "Testing");
});
