// Does WebSocket work from here? Opens, sends, waits for the answer, closes; and says so on top.

import { showAdvice } from "../base/advice.js";
import { duration, size, utf8Length } from "../base/format.js";
import { text } from "../base/texts.js";
import { ownServer } from "../connection/address.js";
import { adviceFor } from "../connection/diagnosis.js";
import { transcriptOf } from "../connection/transcripts.js";

const MESSAGE = "WebSocket rocks";
const GOODBYE = [1000, "Deliberate disconnection"];
const PATIENCE = 10_000;

/** Runs once; what the visitor does meanwhile goes before. */
export function runDemo(connection, open) {
  const address = ownServer();
  const over = new AbortController();
  const listen = (type, action) =>
    connection.addEventListener(type, action, { signal: over.signal });
  const settle = (state, answer, detail = "") => {
    clearTimeout(timer);
    over.abort();
    showVerdict(state, answer, detail);
  };
  let sentAt;

  showVerdict("testing", text("verdict.testing"));
  const timer = setTimeout(() => {
    settle("fails", text("verdict.fails"), text("verdict.silent", duration(PATIENCE)));
    connection.cancel();
    connection.close(...GOODBYE);
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
      connection.close(...GOODBYE);
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
