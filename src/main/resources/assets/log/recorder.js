// Records the events of a connection in the log.

import { utf8Length } from "../base/format.js";
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
        log.add({ kind: "state", payload: `${state} ${STATE_NAMES[state]}` });
      }
      action(event.detail);
    });

  listen("connected", ({ address, protocol }) =>
    log.add({
      kind: "connected",
      payload: address,
      detail: protocol === "" ? undefined : ["log.protocol", protocol],
    }),
  );
  listen("sent", ({ data, run }) => addMessage({ kind: "sent", data, run }));
  listen("received", ({ data, roundTrip, run, changedFrom }) =>
    addMessage({ kind: "received", data, run, roundTrip, changedFrom: changedFrom ?? undefined }),
  );
  listen("failed", ({ address, opened, closeCalled }) =>
    log.add({
      kind: "error",
      payload: address,
      detail: [`closing.summary.${failureOf(opened, closeCalled)}`],
    }),
  );
  listen("ended", report => log.add(end(report)));
  listen("state", () => {});

  // The messages of a run of round trips are not logged. The run counts them.
  function addMessage({ run, ...message }) {
    if (run === null) {
      log.add({ ...message, ...sizeAndDetail(message.data) });
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
    return { size: data.byteLength, detail: ["log.binary"] };
  }
  return { size: utf8Length(data), detail: data === "" ? ["log.emptyMessage"] : undefined };
}

function end(report) {
  const { code, reason, wasClean } = report;
  return {
    kind: "disconnected",
    close: { code, reason, wasClean },
    detail: [`closing.summary.${summaryOf(report)}`],
  };
}
