// The attempts of a sequence: the time line, the table of the same, and the verdict.

import { setText } from "../base/dom.js";
import { duration, number, time } from "../base/format.js";
import { data } from "../base/table.js";
import { text } from "../base/texts.js";
import { transcriptAddress } from "../connection/transcripts.js";
import { hasEnded, outcomeOf } from "./attempts.js";
import { draw } from "./timeline.js";

export class ResultView {
  #sequence = null;
  /** When the last attempt was seen first, {connection, at}, for the time on the server's clock. */
  #newest = { connection: null, at: 0 };
  #svg = document.getElementById("reconnection-timeline");

  constructor() {
    new ResizeObserver(() => this.#draw()).observe(this.#svg.parentElement);
  }

  /** @param sequence the server's JSON; null for none */
  show(sequence) {
    this.#sequence = sequence;
    const last = sequence?.attempts.at(-1);
    if (last !== undefined && last.connection !== this.#newest.connection) {
      this.#newest = { connection: last.connection, at: performance.now() };
    }
    this.update();
  }

  update() {
    const attempts = this.#sequence?.attempts ?? [];
    document.getElementById("reconnection-result").hidden = attempts.length === 0;
    document
      .getElementById("reconnection-table")
      .tBodies[0].replaceChildren(...attempts.map(rowOf));
    this.#showVerdict(this.#sequence?.verdict ?? null);
    this.#draw();
  }

  #showVerdict(verdict) {
    const state =
      verdict === null
        ? "none"
        : ({ true: "passed", false: "failed" }[verdict.passed] ?? "pending");
    document.getElementById("reconnection-verdict").dataset.state = state;
    setText("reconnection-judgement", text(`reconnection.verdict.${state}`));
    setText("reconnection-observed", verdict?.observed ?? "");
  }

  #draw() {
    const attempts = this.#sequence?.attempts ?? [];
    const width = this.#svg.parentElement.clientWidth;
    if (attempts.length > 0 && width > 0) {
      const now = Date.parse(attempts.at(-1).begunAt) + performance.now() - this.#newest.at;
      draw(this.#svg, attempts, now, width);
    }
  }
}

function rowOf(attempt) {
  const { number: count, step, connection, begunAt, delayMillis, endedAt } = attempt;
  const [outcome, value] = outcomeOf(attempt);
  const heading = document.createElement("th");
  heading.scope = "row";
  heading.textContent = number(count);
  const link = data("a", connection, { className: "wire" });
  link.href = transcriptAddress(connection);
  link.target = "_blank";
  link.rel = "noopener";
  const cells = [
    data("span", step, { className: "wire" }),
    delayMillis === null ? "–" : duration(delayMillis),
    text(`reconnection.outcome.${outcome}`, value),
    time(new Date(begunAt)),
    hasEnded(attempt) && endedAt !== null
      ? duration(Date.parse(endedAt) - Date.parse(begunAt))
      : "–",
    link,
  ];
  const row = document.createElement("tr");
  row.append(heading, ...cells.map(cell));
  return row;
}

function cell(content) {
  const element = document.createElement("td");
  element.append(content);
  return element;
}
