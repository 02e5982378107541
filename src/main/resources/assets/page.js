// Puts the page together: one connection, its log, and the views of both.

import { ClosingView } from "./closing-view.js";
import { ConnectionView } from "./connection-view.js";
import { Connection } from "./connection.js";
import { runDemo, showVerdict } from "./demo.js";
import { hex, utf8Length } from "./format.js";
import { LogView } from "./log-view.js";
import { Log } from "./log.js";
import { MessageView } from "./message-view.js";
import { SchemeView } from "./scheme-view.js";
import { closeCodeName, text } from "./texts.js";
import { summaryOf } from "./closing.js";

const connection = new Connection();
const log = new LogView(new Log());

new SchemeView();
new MessageView(connection);
new ClosingView(connection);

connection.addEventListener("connected", event =>
  log.add({ kind: "connected", label: text("log.connected"), payload: event.detail.address }));
connection.addEventListener("sent", event => log.add(message("sent", event.detail.data)));
connection.addEventListener("received", event => log.add(message("received", event.detail.data)));
connection.addEventListener("failed", event =>
  log.add({
    kind: "error",
    label: text("log.error"),
    payload: event.detail.address,
    detail: text(event.detail.opened ? "closing.summary.violation" : "closing.summary.unopened"),
  }));
connection.addEventListener("ended", event => log.add(end(event.detail)));

const connectionView = new ConnectionView(connection, log);

if (document.body.dataset.demo === "on") {
  runDemo(connection, address => connectionView.open(address));
} else {
  showVerdict("off", text("verdict.off"));
}

function message(kind, data) {
  const label = text(`log.${kind}`);
  if (typeof data !== "string") {
    return { kind, label, payload: hex(data), size: data.byteLength, detail: text("log.binary") };
  }
  const detail = data === "" ? text("log.emptyMessage") : undefined;
  return { kind, label, payload: data, size: utf8Length(data), detail };
}

function end(account) {
  return {
    kind: "disconnected",
    label: text("log.disconnected"),
    payload: [account.code, closeCodeName(account.code), account.reason].filter(Boolean).join(" "),
    detail: text(`closing.summary.${summaryOf(account)}`),
  };
}
