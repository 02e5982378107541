// The fields of what is expected of the client.

import { showProblem } from "../base/controls.js";
import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { MOST_ATTEMPTS, readExpectations } from "./expectations.js";

const FIELDS = ["minDelay", "maxDelay", "attempts"];

export class ExpectationsView {
  #changed;
  #growing = document.getElementById("reconnection-growing");

  /** @param changed is called after each change */
  constructor(changed) {
    this.#changed = changed;
    for (const name of FIELDS) {
      field(name).addEventListener("input", () => this.#edited());
    }
    this.#growing.addEventListener("change", () => this.#edited());
  }

  set({ growing, ...values }) {
    this.#growing.checked = growing;
    for (const name of FIELDS) {
      field(name).value = values[name];
    }
    this.update();
  }

  /** The expectations as a query. */
  get query() {
    return this.#read().query;
  }

  get hasProblem() {
    return Object.keys(this.#read().problems).length > 0;
  }

  /** Renders all words in the current language. */
  update() {
    const { problems } = this.#read();
    for (const name of FIELDS) {
      const problem = problems[name];
      showProblem(
        field(name),
        document.getElementById(`reconnection-${name}-problem`),
        problem === undefined ? null : text(problem, number(MOST_ATTEMPTS)),
      );
    }
  }

  #edited() {
    this.update();
    this.#changed();
  }

  #read() {
    return readExpectations({
      growing: this.#growing.checked,
      ...Object.fromEntries(FIELDS.map(name => [name, field(name).value])),
    });
  }
}

function field(name) {
  return document.getElementById(`reconnection-${name}`);
}
