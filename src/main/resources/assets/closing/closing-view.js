// The card that tells how a connection ended.

import { showAdvice } from "../base/advice.js";
import { duration } from "../base/format.js";
import { closeCodeName, text, textIfAny } from "../base/texts.js";
import { adviceFor } from "../connection/diagnosis.js";
import { meaningsOf, summaryOf } from "./closing.js";

const LOOKS = { browser: "clean", server: "clean", cancelled: "clean" };

export class ClosingView {
  #shown = null;

  constructor(connection) {
    connection.addEventListener("ended", event => this.show(event.detail));
  }

  async show(account) {
    this.#shown = account;
    const summary = summaryOf(account);
    document.getElementById("closing").dataset.look = LOOKS[summary] ?? "unclean";
    document.getElementById("closing-empty").hidden = true;
    document.getElementById("closing-account").hidden = false;
    set("closing-name", nameOf(account.code));
    set("closing-summary", text(`closing.summary.${summary}`));
    set("closing-meaning", meaningsOf(account).map(textIfAny).find(meaning => meaning !== undefined));
    set("closing-code", account.code);
    set("closing-reason", account.reason || text("closing.noReason"));
    document.getElementById("closing-reason").className = account.reason ? "wire" : "";
    document.getElementById("closing-reason").translate = !account.reason;
    set("closing-clean", account.wasClean);
    set("closing-clean-words", text(`closing.clean.${account.wasClean}`));
    set("closing-initiator", text(`closing.by.${account.initiator}`));
    set("closing-duration", account.asked ? duration(account.closeMillis) : text("closing.noDuration"));
    showAdvice("closing-advice", []);
    if (summary === "unopened") {
      const advice = await adviceFor(account.address);
      if (this.#shown === account) {
        showAdvice("closing-advice", advice);
      }
    } else if (summary === "broken") {
      showAdvice("closing-advice", [["advice.again"]]);
    }
  }
}

function nameOf(code) {
  const name = closeCodeName(code);
  return name === undefined ? String(code) : `${code} ${name}`;
}

function set(id, words) {
  document.getElementById(id).textContent = words;
}
