// The table of the last runs, so that they can be compared.

import { measure, number, shortTime, size } from "../base/format.js";
import { text } from "../base/texts.js";

/** The largest number of runs in the table. */
export const MAXIMUM_RUNS = 10;

export class RunsView {
  #runs = [];
  #formatTime;
  #table = document.getElementById("runs");

  /** @param formatTime formats a round-trip time [ms] */
  constructor(formatTime) {
    this.#formatTime = formatTime;
  }

  /** Adds a run that has ended as the first row. */
  add(run) {
    this.#runs = [{ run, at: new Date() }, ...this.#runs].slice(0, MAXIMUM_RUNS);
    this.update();
  }

  update() {
    this.#table.hidden = this.#runs.length === 0;
    this.#table.tBodies[0].replaceChildren(
      ...this.#runs.map(({ run, at }) => {
        const row = document.createElement("tr");
        const heading = document.createElement("th");
        heading.scope = "row";
        heading.textContent = nameOf(run.settings);
        row.append(heading, ...this.#values(run, at).map(cell));
        return row;
      }),
    );
  }

  #values(run, at) {
    const { times, bytes, outcome } = run;
    const seconds = Math.max(run.elapsed, 0.1) / 1000;
    const time = fraction =>
      times.count === 0 ? "–" : this.#formatTime(times.percentile(fraction));
    return [
      shortTime(at),
      text(`trips.outcome.${outcome}.short`),
      number(times.count),
      time(0.5),
      time(0.99),
      time(1),
      measure(times.count / seconds),
      measure(bytes / 1e6 / seconds),
    ];
  }
}

/** The settings of a run in words. */
export function nameOf({ mode, kind, size: bytes, count }) {
  return text(`trips.name.${mode}.${kind}`, number(count), size(bytes));
}

function cell(content) {
  const element = document.createElement("td");
  element.textContent = content;
  return element;
}
