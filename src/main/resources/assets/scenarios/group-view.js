// A group of scenarios: its heading, its rows, and the result of those that were run.

import { enable, isEnabled } from "../base/controls.js";
import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { tallyOf } from "./tally.js";
import { showTally } from "./tally-view.js";
import { cloned } from "./words.js";

export class GroupView {
  /** The section, which the caller inserts into the page. */
  element = cloned("scenario-group").firstElementChild;

  #name;
  #rows;
  #runButton = this.#part("run");

  /**
   * @param name of the group, such as "close"
   * @param rows of the group
   * @param run runs its argument, an array of rows
   */
  constructor(name, rows, run) {
    this.#name = name;
    this.#rows = rows;
    const heading = this.element.querySelector("h3");
    heading.id = `group-${name}-heading`;
    this.#runButton.id = `group-${name}-run`;
    this.element.id = `group-${name}`;
    this.element.setAttribute("aria-labelledby", heading.id);
    this.#runButton.setAttribute("aria-labelledby", `${this.#runButton.id} ${heading.id}`);
    this.element.querySelector(".rows").append(...rows.map(row => row.element));
    this.#runButton.addEventListener("click", () => {
      if (isEnabled(this.#runButton)) {
        run(this.#shown);
      }
    });
  }

  /** @param isRunning whether scenarios are running together */
  update(isRunning) {
    const shown = this.#shown;
    this.element.hidden = shown.length === 0;
    this.element.querySelector("h3").textContent = text(`scenarios.group.${this.#name}`);
    this.#part("count").textContent =
      shown.length === this.#rows.length
        ? number(this.#rows.length)
        : text("scenarios.shown", number(shown.length), number(this.#rows.length));
    enable(this.#runButton, isRunning ? text("scenarios.allRunning") : null);
    this.updateTally();
  }

  /** Shows the results. They change more often than the rest. */
  updateTally() {
    showTally(this.#part("tally"), tallyOf(this.#rows.map(({ run }) => run.state)));
  }

  get #shown() {
    return this.#rows.filter(({ hidden }) => !hidden);
  }

  #part(name) {
    return this.element.querySelector(`.group-head [data-part="${name}"]`);
  }
}
