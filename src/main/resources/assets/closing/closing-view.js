// The card that tells how a connection ended: what the browser says at once, and what the server
// says when it has been asked.

import { showAdvice } from "../base/advice.js";
import { duration } from "../base/format.js";
import { closeCodeName, text, textIfAny } from "../base/texts.js";
import { askForAccount } from "../connection/accounts.js";
import { adviceFor } from "../connection/diagnosis.js";
import { meaningsOf, summaryOf } from "./closing.js";
import { draw } from "./diagram.js";
import { differences } from "./differences.js";
import { showDifferences } from "./differences-view.js";
import { sequenceOf } from "./sequence.js";
import { showAccount, showNone, wire } from "./server-side.js";

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
  async show(account) {
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#shown = account;
    this.#answer = { account: null, whyNot: account.id === null ? "other" : "asking" };
    showAdvice("closing-advice", []);
    this.update();
    for (const wait of account.id === null ? [] : WAITS) {
      const answer = await this.#ask(account.id, wait);
      if (this.#shown !== account) {
        return;
      }
      this.#answer = isAnothers(account, answer) ? { account: null, whyNot: "taken" } : answer;
      this.update();
      await this.#advise(account, answer);
      if (this.#shown !== account || answer.account === null || hasEnded(answer.account)) {
        return;
      }
    }
    if (account.id === null) {
      await this.#advise(account, { account: null, whyNot: null });
    }
  }

  update() {
    this.#showBrowser(this.#shown);
    const { account, whyNot } = this.#answer;
    if (account === null) {
      showNone(whyNot);
    } else {
      showAccount(account, this.#shown.opened);
    }
    showDifferences(account === null ? [] : differences(this.#shown, account));
    draw(document.getElementById("closing-sequence"), sequenceOf(this.#shown, account));
    set("closing-sequence-caption", text(`sequence.clock.${account === null ? "browser" : "server"}`));
  }

  #ask(id, seconds) {
    const signal = AbortSignal.any([this.#asking.signal, AbortSignal.timeout(seconds * 1000 + PATIENCE)]);
    return askForAccount(id, { wait: `${seconds}s`, signal });
  }

  async #advise(account, { account: seen, whyNot }) {
    const summary = summaryOf(account);
    let advice = [];
    if (summary === "unopened") {
      advice = await adviceFor(account.address, seen);
    } else if (whyNot === "unreachable" && (summary === "broken" || summary === "unanswered")) {
      advice = [["advice.unreachable"], ["advice.again"]];
    } else if (summary === "broken") {
      advice = [["advice.again"]];
    }
    if (this.#shown === account) {
      showAdvice("closing-advice", advice);
    }
  }

  #showBrowser(account) {
    const summary = summaryOf(account);
    document.getElementById("closing").dataset.look = LOOKS[summary] ?? "unclean";
    document.getElementById("closing-empty").hidden = true;
    document.getElementById("closing-account").hidden = false;
    set("closing-name", nameOf(account.code));
    set("closing-summary", text(`closing.summary.${summary}`));
    set("closing-meaning", meaningsOf(account).map(textIfAny).find(meaning => meaning !== undefined));
    set("closing-code", account.code);
    wire("closing-reason", { data: account.reason || null, otherwise: text("closing.noReason") });
    set("closing-clean", account.wasClean);
    set("closing-clean-words", text(`closing.clean.${account.wasClean}`));
    set("closing-initiator", text(`closing.by.${account.initiator}`));
    wire("closing-goodbye", goodbyeOf(account));
    set("closing-duration", account.asked ? duration(account.closeMillis) : text("closing.noDuration"));
    set("closing-open", account.opened ? duration(account.openMillis) : text("closing.neverOpen"));
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
function isAnothers(browser, { account }) {
  return account !== null && account.state === "open" && !browser.opened && !browser.asked;
}

function nameOf(code) {
  const name = closeCodeName(code);
  return name === undefined ? String(code) : `${code} ${name}`;
}

function set(id, words) {
  document.getElementById(id).textContent = words;
}
