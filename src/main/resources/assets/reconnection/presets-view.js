// The field that selects what is tested.

import { text } from "../base/texts.js";

/** The test if no preset is offered. */
const ECHO = {
  steps: ["echo"],
  expectations: { minDelay: "", maxDelay: "", growing: false, attempts: "" },
};

export class PresetsView {
  #presets = {};
  #field = document.getElementById("reconnection-preset");

  /** @param choose receives each preset that the visitor selects; see presetsOf() */
  constructor(choose) {
    this.#field.addEventListener("change", () => {
      const preset = this.#presets[this.#field.value];
      if (preset !== undefined) {
        choose(preset);
      }
    });
  }

  /** Takes the presets, also in another language. */
  offer(presets) {
    const names = Object.keys(presets);
    const isFirst = this.#field.options.length === 0;
    const selected = isFirst ? (names[0] ?? "") : this.#field.value;
    this.#presets = presets;
    this.#field.replaceChildren(
      ...names.map(name => new Option(text(`reconnection.preset.${name}`), name)),
      new Option(text("reconnection.preset.own"), ""),
    );
    this.#field.value = selected;
  }

  /** The first preset. */
  get first() {
    return Object.values(this.#presets)[0] ?? ECHO;
  }

  /** The steps are the visitor's own. */
  clear() {
    this.#field.value = "";
  }

  lock(isLocked) {
    this.#field.disabled = isLocked;
  }
}
