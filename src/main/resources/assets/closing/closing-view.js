// The card that tells how a connection ended: what the browser says at once, and what the server
// says when it has been asked.

import { showAdvice } from "../base/advice.js";
import { duration } from "../base/format.js";
import { closeCodeName, text, textIfAny } from "../base/texts.js";
import { adviceFor } from "../connection/diagnosis.js";
import { askForTranscript } from "../connection/transcripts.js";
import { meaningsOf, summaryOf } from "./closing.js";
import { draw } from "./diagram.js";
import { differences } from "./differences.js";
import { showDifferences } from "./differences-view.js";
import { sequenceOf } from "./sequence.js";
import { showNone, showTranscript, wire } from "./server-side.js";

const LOOKS = { browser: "clean", server: "clean", cancelled: "clean" };

/** How long each question may wait for the end of the connection [s]: some take their time. */
const WAITS = [1, 30, 30, 30];
const PATIENCE = 5000;

export class ClosingView {
  #shown = null;
  #answer = null;
  #asking = new AbortController();

  constructor(connection) {
    connection.addEventListener("ended", event => this.show(event.detail));
  }

  /** Shows how a connection ended. A server's answer about an older one is dropped. */
  async show(report) {
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#shown = report;
    this.#answer = { transcript: null, whyNot: report.id === null ? "other" : "asking" };
    showAdvice("closing-advice", []);
    this.update();
    for (const wait of report.id === null ? [] : WAITS) {
      const answer = await this.#ask(report.id, wait);
      if (this.#shown !== report) {
        return;
      }
      this.#answer = isAnothers(report, answer) ? { transcript: null, whyNot: "taken" } : answer;
      this.update();
      await this.#advise(report, answer);
      if (this.#shown !== report || answer.transcript === null || hasEnded(answer.transcript)) {
        return;
      }
    }
    if (report.id === null) {
      await this.#advise(report, { transcript: null, whyNot: null });
    }
  }

  update() {
    this.#showBrowser(this.#shown);
    const { transcript, whyNot } = this.#answer;
    if (transcript === null) {
      showNone(whyNot);
    } else {
      showTranscript(transcript, this.#shown.opened);
    }
    showDifferences(transcript === null ? [] : differences(this.#shown, transcript));
    draw(document.getElementById("closing-sequence"), sequenceOf(this.#shown, transcript));
    set(
      "closing-sequence-caption",
      text(`sequence.clock.${transcript === null ? "browser" : "server"}`),
    );
  }

  #ask(id, seconds) {
    const signal = AbortSignal.any([
      this.#asking.signal,
      AbortSignal.timeout(seconds * 1000 + PATIENCE),
    ]);
    return askForTranscript(id, { wait: `${seconds}s`, signal });
  }

  async #advise(report, { transcript, whyNot }) {
    const summary = summaryOf(report);
    let advice = [];
    if (summary === "unopened") {
      advice = await adviceFor(report.address, transcript);
    } else if (whyNot === "unreachable" && (summary === "broken" || summary === "unanswered")) {
      advice = [["advice.unreachable"], ["advice.again"]];
    } else if (summary === "broken") {
      advice = [["advice.again"]];
    }
    if (this.#shown === report) {
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
    wire("closing-reason", { data: report.reason || null, otherwise: text("closing.noReason") });
    set("closing-clean", report.wasClean);
    set("closing-clean-words", text(`closing.clean.${report.wasClean}`));
    set("closing-initiator", text(`closing.by.${report.initiator}`));
    wire("closing-goodbye", goodbyeOf(report));
    set(
      "closing-duration",
      report.asked ? duration(report.closeMillis) : text("closing.noDuration"),
    );
    set("closing-open", report.opened ? duration(report.openMillis) : text("closing.neverOpen"));
  }
}

function goodbyeOf({ goodbye }) {
  if (goodbye === null) {
    return { data: null, otherwise: text("closing.noDuration") };
  }
  return {
    data: goodbye.code === null ? null : [goodbye.code, goodbye.reason].filter(Boolean).join(" "),
    otherwise: text("closing.noCode"),
  };
}

function hasEnded({ state }) {
  return state === "ended" || state === "refused";
}

// The address gave the id itself, and a connection has it that is open: this one was refused.
function isAnothers(report, { transcript }) {
  return transcript !== null && transcript.state === "open" && !report.opened && !report.asked;
}

function nameOf(code) {
  const name = closeCodeName(code);
  return name === undefined ? String(code) : `${code} ${name}`;
}

function set(id, words) {
  document.getElementById(id).textContent = words;
}
