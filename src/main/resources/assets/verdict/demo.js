// Tests whether WebSocket works from here: opens a connection, sends a message, waits for its echo,
// closes, and shows the verdict at the top of the page.

import { showAdvice } from "../base/advice.js";
import { duration, size, utf8Length } from "../base/format.js";
import { text } from "../base/texts.js";
import { ownServer } from "../connection/address.js";
import { adviceFor } from "../connection/diagnosis.js";
import { transcriptOf } from "../connection/transcripts.js";

const MESSAGE = "WebSocket rocks";
const CLOSE_ARGUMENTS = [1000, "Deliberate disconnection"];
const PATIENCE = 10_000;

/** Runs the test once. The visitor may use the page in the meantime. */
export function runDemo(connection, open) {
  const address = ownServer();
  const listeners = new AbortController();
  const listen = (type, action) =>
    connection.addEventListener(type, action, { signal: listeners.signal });
  const settle = (state, answer, detail = "") => {
    clearTimeout(timer);
    listeners.abort();
    showVerdict(state, answer, detail);
  };
  let sentAt;

  showVerdict("testing", text("verdict.testing"));
  const timer = setTimeout(() => {
    settle("fails", text("verdict.fails"), text("verdict.silent", duration(PATIENCE)));
    connection.cancel();
    connection.close(...CLOSE_ARGUMENTS);
  }, PATIENCE);
  listen("connected", () => {
    sentAt = performance.now();
    connection.send(MESSAGE);
  });
  listen("received", event => {
    if (event.detail.data === MESSAGE) {
      const roundTrip = duration(performance.now() - sentAt);
      settle(
        "works",
        text("verdict.works"),
        text("verdict.works.detail", size(utf8Length(MESSAGE)), roundTrip),
      );
      connection.close(...CLOSE_ARGUMENTS);
    }
  });
  listen("ended", async ({ detail: { id } }) => {
    settle("fails", text("verdict.fails"));
    showAdvice(
      "verdict-advice",
      await adviceFor(address, id === null ? null : await transcriptOf(id)),
    );
  });
  open(address);
}

export function showVerdict(state, answer, detail = "") {
  document.getElementById("verdict").dataset.state = state;
  document.getElementById("verdict-answer").textContent = answer;
  document.getElementById("verdict-detail").textContent = detail;
  showAdvice("verdict-advice", []);
}
