// The fields that select which scenarios are shown.

import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { isShown } from "./filter.js";

export class FilterView {
  #words = document.getElementById("scenarios-words");
  #state = document.getElementById("scenarios-state");

  /** @param changed called when the visitor has changed a field */
  constructor(changed) {
    this.#words.addEventListener("input", changed);
    this.#state.addEventListener("change", changed);
  }

  /** Empties the fields, so that all scenarios are shown. */
  reset() {
    this.#words.value = "";
    this.#state.value = "all";
  }

  accepts({ scenario, state }) {
    return isShown(scenario, state, this.#words.value.trim(), this.#state.value);
  }

  /** Shows how many are shown. */
  update(shown, all) {
    document.getElementById("scenarios-none").hidden = shown > 0;
    document.getElementById("scenarios-count").textContent = text(
      "scenarios.shown",
      number(shown),
      number(all),
    );
  }
}
