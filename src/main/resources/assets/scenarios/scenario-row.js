// One scenario of the list: its line and, once it has been unfolded, its content.

import { enable, isEnabled } from "../base/controls.js";
import { text } from "../base/texts.js";
import { explanationOf, knownDeviations } from "./explanation.js";
import { ScenarioContent } from "./scenario-content.js";
import { shortValuesOf } from "./target.js";
import { cloned } from "./words.js";

export class ScenarioRow {
  /** The row, which the caller inserts into the page. */
  element = cloned("scenario-row").firstElementChild;
  /** The scenario and its result. */
  run;

  #disclosure = this.element.querySelector(".disclosure");
  #content = null;
  #alone = null;

  constructor(run) {
    this.run = run;
    const { id } = run.scenario;
    this.element.id = id;
    this.#place.id = `${id}.content`;
    this.#part("address").id = `${id}.address`;
    this.#runButton.id = `${id}.run`;
    this.#disclosure.setAttribute("aria-controls", `${id}.content`);
    this.#runButton.setAttribute("aria-labelledby", `${id}.run ${id}.address`);
    this.#disclosure.addEventListener("click", () => this.#setOpen(this.#place.hidden));
    this.#runButton.addEventListener("click", () =>
      this.#alone === null ? this.#start() : this.#alone.abort(),
    );
    run.addEventListener("change", () => this.update());
    this.#showSentences();
    this.update();
  }

  /** Unfolds the row, sets its fields, and scrolls to it. */
  unfold(values = {}) {
    this.#setOpen(true);
    this.#content.fill(values);
    this.element.scrollIntoView();
    this.#disclosure.focus({ preventScroll: true });
  }

  set hidden(hidden) {
    this.element.hidden = hidden;
  }

  get hidden() {
    return this.element.hidden;
  }

  /** Takes the entry of the catalogue in another language. Keeps the values and the result. */
  replace(scenario) {
    this.run.scenario = scenario;
    this.#showSentences();
    this.#content?.replace();
    this.update();
  }

  /** Shows the state and the result, in the current language. */
  update() {
    const { state, scenario, browser } = this.run;
    this.element.dataset.state = state;
    this.#part("outcome").textContent = text(`scenarios.state.${state}`);
    this.#part("deviations").textContent = knownDeviations(scenario, browser);
    this.#runButton.textContent = text(this.#alone === null ? "scenarios.run" : "scenarios.stop");
    enable(this.#runButton, this.#reasonNotToRun());
    this.#content?.update(this.#alone !== null);
  }

  #reasonNotToRun() {
    switch (this.run.state) {
      case "impossible":
        return explanationOf(this.run);
      case "running":
        return this.#alone === null ? text("scenarios.runsWithAll") : null;
      default:
        return null;
    }
  }

  #showSentences() {
    this.#part("address").textContent = this.run.scenario.address;
    this.#part("does").textContent = this.run.scenario.does;
  }

  // Creates the content at the first unfolding, because most rows are never unfolded.
  #setOpen(open) {
    this.#place.hidden = !open;
    this.#disclosure.ariaExpanded = open;
    if (open && this.#content === null) {
      this.#content = new ScenarioContent(this.#place, this.run, {
        start: () => this.#start(),
        stop: () => this.#alone?.abort(),
      });
      this.update();
    }
  }

  async #start() {
    if (this.#alone !== null || this.run.state === "running" || !isEnabled(this.#runButton)) {
      return;
    }
    const alone = new AbortController();
    this.#alone = alone;
    this.update();
    const accepted = this.#content === null || (await this.#content.check());
    if (!accepted) {
      this.#setOpen(true);
    } else if (!alone.signal.aborted) {
      const values = this.#content?.values ?? shortValuesOf(this.run.scenario);
      await this.run.run(values, alone.signal);
    }
    this.#alone = null;
    this.update();
  }

  get #place() {
    return this.element.querySelector(".content");
  }

  get #runButton() {
    return this.element.querySelector(".run");
  }

  // The content has parts of its own.
  #part(name) {
    return this.element.querySelector(`:scope > :not(.content) [data-part="${name}"]`);
  }
}
