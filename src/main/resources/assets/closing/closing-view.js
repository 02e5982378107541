// The card that shows how a connection ended: first the browser's report, then also the server's
// transcript.

import { showAdvice } from "../base/advice.js";
import { duration } from "../base/format.js";
import { closeCodeName, text, textIfAny } from "../base/texts.js";
import { meaningsOf, summaryOf } from "./closing.js";
import { draw } from "./diagram.js";
import { differences } from "./differences.js";
import { showDifferences } from "./differences-view.js";
import { sequenceOf } from "./sequence.js";
import { showNoTranscript, showTranscript, showWireValue } from "./server-side.js";

const LOOKS = { browser: "clean", server: "clean", cancelled: "clean" };

export class ClosingView {
  #lastConnection;

  constructor(lastConnection) {
    this.#lastConnection = lastConnection;
    lastConnection.addEventListener("change", () => this.update());
  }

  update() {
    const end = this.#lastConnection.current;
    if (end === undefined) {
      return;
    }
    const { report, transcript, absence, advice } = end;
    this.#showBrowser(report);
    if (transcript === null) {
      showNoTranscript(absence);
    } else {
      showTranscript(transcript, report.opened);
    }
    showAdvice("closing-advice", advice ?? []);
    showDifferences(transcript === null ? [] : differences(report, transcript));
    draw(document.getElementById("closing-sequence"), sequenceOf(report, transcript));
    set(
      "closing-sequence-caption",
      text(`sequence.clock.${transcript === null ? "browser" : "server"}`),
    );
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

function nameOf(code) {
  const name = closeCodeName(code);
  return name === undefined ? String(code) : `${code} ${name}`;
}

function set(id, words) {
  document.getElementById(id).textContent = words;
}
