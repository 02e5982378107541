// Records the events of a connection in the log.

import { utf8Length } from "../base/format.js";
import { closeCodeName, text } from "../base/texts.js";
import { summaryOf } from "../closing/closing.js";
import { STATE_NAMES } from "../connection/connection.js";

/** Adds a line to the log for each event of the connection. */
export function record(connection, log) {
  let { state } = connection;
  const listen = (type, action) =>
    connection.addEventListener(type, event => {
      // The line about readyState comes first, because the state changes before the event.
      if (connection.state !== state) {
        state = connection.state;
        log.add({ kind: "state", label: "readyState", payload: `${state} ${STATE_NAMES[state]}` });
      }
      action(event.detail);
    });

  listen("connected", ({ address, protocol }) =>
    log.add({
      kind: "connected",
      label: text("log.connected"),
      payload: address,
      detail: protocol === "" ? undefined : text("log.protocol", protocol),
    }),
  );
  listen("sent", ({ data, run }) => addMessage({ kind: "sent", data, run }));
  listen("received", ({ data, roundTrip, run }) =>
    addMessage({ kind: "received", data, run, roundTrip }),
  );
  listen("failed", ({ address, opened, closeCalled }) =>
    log.add({
      kind: "error",
      label: text("log.error"),
      payload: address,
      detail: text(`closing.summary.${failureOf(opened, closeCalled)}`),
    }),
  );
  listen("ended", report => log.add(end(report)));
  listen("state", () => {});

  // The messages of a run of round trips are not logged. The run counts them.
  function addMessage({ run, ...message }) {
    if (run === null) {
      log.add({ ...message, label: text(`log.${message.kind}`), ...sizeAndDetail(message.data) });
    }
  }
}

function failureOf(opened, closeCalled) {
  if (opened) {
    return "violation";
  }
  return closeCalled ? "cancelled" : "unopened";
}

function sizeAndDetail(data) {
  if (typeof data !== "string") {
    return { size: data.byteLength, detail: text("log.binary") };
  }
  return { size: utf8Length(data), detail: data === "" ? text("log.emptyMessage") : undefined };
}

function end(report) {
  const { code, reason, wasClean } = report;
  return {
    kind: "disconnected",
    label: text("log.disconnected"),
    payload: [code, closeCodeName(code), reason].filter(Boolean).join(" "),
    close: { code, reason, wasClean },
    detail: text(`closing.summary.${summaryOf(report)}`),
  };
}
