// The parts of a browser's environment that the page's scripts need and Node lacks. Import this file
// before the scripts.

globalThis.location = new URL("http://localhost:8080/");
globalThis.document = Object.assign(new EventTarget(), {
  documentElement: { lang: "en" },
  body: { dataset: { maximumReasonBytes: "123" } },
});
globalThis.WebSocket ??= { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };

// Node has these since version 20.
String.prototype.toWellFormed ??= function () {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(this));
};
String.prototype.isWellFormed ??= function () {
  return this.toWellFormed() === String(this);
};
