// The tab that shows how a connection ended: first the browser's report, then also the server's
// transcript. The visitor can choose among the last connections.

import { showAdvice } from "../base/advice.js";
import { setText } from "../base/dom.js";
import { shortTime } from "../base/format.js";
import { closeCodeName, text, textIfAny } from "../base/texts.js";
import { hasEnded } from "../connection/last-connection.js";
import { meaningsOf, sentenceOf, summaryOf } from "./closing.js";
import { draw } from "./diagram.js";
import { rowsOf } from "./rows.js";
import { sequenceOf } from "./sequence.js";
import { showRows } from "./table-view.js";
import { formatValues } from "./values.js";

const LOOKS = { browser: "clean", server: "clean", cancelled: "clean" };

/** The longest address in the list of connections [characters]. */
const MAXIMUM_ADDRESS = 60;

export class ClosingView {
  #connection;
  #lastConnection;
  #choice = document.getElementById("closing-choice");
  /** The end that the visitor has chosen; null for the most recent one. */
  #chosen = null;
  #isPrevious = false;

  constructor(connection, lastConnection) {
    this.#connection = connection;
    this.#lastConnection = lastConnection;
    lastConnection.addEventListener("change", () => this.#update());
    connection.addEventListener("state", () => this.#stateChanged());
    this.#choice.addEventListener("change", () => this.#choose());
  }

  /** Shows the chosen end, all in the current language. */
  update() {
    this.#update();
    const end = this.#chosen ?? this.#lastConnection.current;
    if (end !== undefined && end.transcript !== null) {
      this.#lastConnection.refresh(end);
    }
  }

  #update() {
    const { ends } = this.#lastConnection;
    if (ends.length === 0) {
      return;
    }
    if (!ends.includes(this.#chosen)) {
      this.#chosen = null;
    }
    document.getElementById("closing-empty").hidden = true;
    document.getElementById("closing-comparison").hidden = false;
    this.#showChoice(ends);
    this.#showEnd(this.#chosen ?? ends[0]);
  }

  #choose() {
    const { ends } = this.#lastConnection;
    const end = ends[this.#choice.selectedIndex];
    this.#chosen = end === ends[0] ? null : end;
    this.#update();
    this.#lastConnection.refresh(end);
  }

  // A count of messages changes nothing here.
  #stateChanged() {
    const isPrevious = this.#connection.state !== WebSocket.CLOSED;
    if (isPrevious !== this.#isPrevious) {
      this.#isPrevious = isPrevious;
      this.#update();
    }
  }

  #showChoice(ends) {
    const chosen = Math.max(0, ends.indexOf(this.#chosen));
    this.#choice.replaceChildren(
      ...ends.map(({ report }) => {
        const option = document.createElement("option");
        option.translate = false;
        option.textContent = `${shortTime(report.at)} ${shortened(report.address)} ${codeOf(report)}`;
        return option;
      }),
    );
    this.#choice.selectedIndex = chosen;
    document.getElementById("closing-choice-field").hidden = ends.length === 1;
  }

  #showEnd({ report, transcript, absence, advice }) {
    const summary = summaryOf(report);
    const card = document.getElementById("closing");
    card.dataset.look = LOOKS[summary] ?? "unclean";
    card.dataset.age = this.#age;
    setText("closing-which", text(`closing.which.${this.#age}`));
    setText("closing-address", report.address);
    setText("closing-time", shortTime(report.at));
    document.getElementById("closing-time").dateTime = report.at.toISOString();
    setText("closing-name", report.abandoned ? text("closing.noEvent") : nameOf(report.code));
    document.getElementById("closing-name").translate = report.abandoned;
    const [key, ...values] = sentenceOf(report, transcript);
    setText("closing-summary", text(key, ...formatValues(values)));
    setText(
      "closing-meaning",
      meaningsOf(report)
        .map(textIfAny)
        .find(meaning => meaning !== undefined),
    );
    showAdvice("closing-advice", advice ?? []);
    const rows = rowsOf(report, transcript);
    showRows(rows);
    setText("server-state", stateOf(transcript, absence));
    setText("closing-agreement", transcript === null ? "" : agreementOf(report, transcript, rows));
    draw(document.getElementById("closing-sequence"), sequenceOf(report, transcript));
    setText(
      "closing-sequence-caption",
      text(`sequence.clock.${transcript === null ? "browser" : "server"}`),
    );
  }

  get #age() {
    if (this.#chosen !== null) {
      return "earlier";
    }
    return this.#isPrevious ? "previous" : "last";
  }
}

function stateOf(transcript, absence) {
  if (transcript === null) {
    return text(`closing.none.${absence}`);
  }
  return hasEnded(transcript) ? "" : text("closing.ongoing");
}

// Says in which rows the sides differ, for visitors who do not see all rows. The sides agree only if
// both have seen the end.
function agreementOf({ abandoned }, transcript, rows) {
  const differing = rows.filter(({ difference }) => difference?.kind === "differs");
  if (differing.length === 0) {
    return hasEnded(transcript) && !abandoned ? text("closing.agreement") : "";
  }
  const members = differing.map(({ member }) => text(`closing.member.${member}`));
  return text("closing.disagreement", members.join(", "));
}

function codeOf({ abandoned, code }) {
  return abandoned ? "—" : code;
}

function nameOf(code) {
  const name = closeCodeName(code);
  return name === undefined ? String(code) : `${code} ${name}`;
}

function shortened(address) {
  return address.length > MAXIMUM_ADDRESS ? `${address.slice(0, MAXIMUM_ADDRESS)} …` : address;
}
