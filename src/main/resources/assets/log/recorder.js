// What the log says of a connection.

import { hex, utf8Length } from "../base/format.js";
import { closeCodeName, text } from "../base/texts.js";
import { summaryOf } from "../closing/closing.js";

/** Writes what happens on the connection into the log. */
export function record(connection, log) {
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
