// The card that shows how a connection ended: first the browser's report, then also the server's
// transcript.

import { showAdvice } from "../base/advice.js";
import { duration } from "../base/format.js";
import { closeCodeName, text, textIfAny } from "../base/texts.js";
import { adviceFor } from "../connection/diagnosis.js";
import { requestTranscript } from "../connection/transcripts.js";
import { meaningsOf, summaryOf } from "./closing.js";
import { draw } from "./diagram.js";
import { differences } from "./differences.js";
import { showDifferences } from "./differences-view.js";
import { sequenceOf } from "./sequence.js";
import { showNoTranscript, showTranscript, showWireValue } from "./server-side.js";

const LOOKS = { browser: "clean", server: "clean", cancelled: "clean" };

/** How long each request waits for the end of the connection [s], because some connections end late. */
const WAITS = [1, 30, 30, 30];
const PATIENCE = 5000;

export class ClosingView {
  #report = null;
  #answer = null;
  #requests = new AbortController();

  constructor(connection) {
    connection.addEventListener("ended", event => this.show(event.detail));
  }

  /** Shows how a connection ended. Ignores transcripts of earlier connections. */
  async show(report) {
    this.#requests.abort();
    this.#requests = new AbortController();
    this.#report = report;
    this.#answer = { transcript: null, absence: report.id === null ? "other" : "asking" };
    showAdvice("closing-advice", []);
    this.update();
    for (const wait of report.id === null ? [] : WAITS) {
      const answer = await this.#request(report.id, wait);
      if (this.#report !== report) {
        return;
      }
      this.#answer = isOfAnother(report, answer) ? { transcript: null, absence: "taken" } : answer;
      this.update();
      await this.#advise(report, answer);
      if (this.#report !== report || answer.transcript === null || hasEnded(answer.transcript)) {
        return;
      }
    }
    if (report.id === null) {
      await this.#advise(report, { transcript: null, absence: null });
    }
  }

  update() {
    this.#showBrowser(this.#report);
    const { transcript, absence } = this.#answer;
    if (transcript === null) {
      showNoTranscript(absence);
    } else {
      showTranscript(transcript, this.#report.opened);
    }
    showDifferences(transcript === null ? [] : differences(this.#report, transcript));
    draw(document.getElementById("closing-sequence"), sequenceOf(this.#report, transcript));
    set(
      "closing-sequence-caption",
      text(`sequence.clock.${transcript === null ? "browser" : "server"}`),
    );
  }

  #request(id, seconds) {
    const signal = AbortSignal.any([
      this.#requests.signal,
      AbortSignal.timeout(seconds * 1000 + PATIENCE),
    ]);
    return requestTranscript(id, { wait: `${seconds}s`, signal });
  }

  async #advise(report, { transcript, absence }) {
    const summary = summaryOf(report);
    let advice = [];
    if (summary === "unopened") {
      advice = await adviceFor(report.address, transcript);
    } else if (absence === "unreachable" && (summary === "broken" || summary === "unanswered")) {
      advice = [["advice.unreachable"], ["advice.again"]];
    } else if (summary === "broken") {
      advice = [["advice.again"]];
    }
    if (this.#report === report) {
      showAdvice("closing-advice", advice);
    }
  }

  #showBrowser(report) {
    const summary = summaryOf(report);
    document.getElementById("closing").dataset.look = LOOKS[summary] ?? "unclean";
    document.getElementById("closing-empty").hidden = true;
    document.getElementById("closing-comparison").hidden = false;
    set("closing-name", nameOf(report.code));
    set("closing-summary", text(`closing.summary.${summary}`));
    set(
      "closing-meaning",
      meaningsOf(report)
        .map(textIfAny)
        .find(meaning => meaning !== undefined),
    );
    set("closing-code", report.code);
    showWireValue("closing-reason", {
      data: report.reason || null,
      otherwise: text("closing.noReason"),
    });
    set("closing-clean", report.wasClean);
    set("closing-clean-words", text(`closing.clean.${report.wasClean}`));
    set("closing-initiator", text(`closing.by.${report.initiator}`));
    showWireValue("closing-close-call", closeCallOf(report));
    set(
      "closing-duration",
      report.closeCalled ? duration(report.closeMillis) : text("closing.noDuration"),
    );
    set("closing-open", report.opened ? duration(report.openMillis) : text("closing.neverOpen"));
  }
}

function closeCallOf({ closeCall }) {
  if (closeCall === null) {
    return { data: null, otherwise: text("closing.noDuration") };
  }
  return {
    data:
      closeCall.code === null ? null : [closeCall.code, closeCall.reason].filter(Boolean).join(" "),
    otherwise: text("closing.noCode"),
  };
}

function hasEnded({ state }) {
  return state === "ended" || state === "refused";
}

// The id was part of the address, and an open connection uses it, so the server rejected this one.
function isOfAnother(report, { transcript }) {
  return (
    transcript !== null && transcript.state === "open" && !report.opened && !report.closeCalled
  );
}

function nameOf(code) {
  const name = closeCodeName(code);
  return name === undefined ? String(code) : `${code} ${name}`;
}

function set(id, words) {
  document.getElementById(id).textContent = words;
}
