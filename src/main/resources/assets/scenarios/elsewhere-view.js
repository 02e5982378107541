// The code that runs a scenario from a program or a shell.

import { copy } from "../base/clipboard.js";
import { storage } from "../base/controls.js";
import { text } from "../base/texts.js";
import { httpAddress, ownServer } from "../connection/address.js";
import { newId } from "../connection/transcripts.js";
import { conductAt } from "./conduct.js";
import { recordedAddress } from "./place.js";
import { LANGUAGES, snippet } from "./snippets.js";
import { targetOf } from "./target.js";

const FEEDBACK_TIME = 2000;

export class ElsewhereView {
  #element;
  #scenario;
  #language;
  #id = newId();
  #values = {};
  #feedbackTimer = null;

  constructor(element, scenario) {
    this.#element = element;
    this.#scenario = scenario;
    this.#language = this.#part("language");
    this.#language.replaceChildren(
      ...Object.entries(LANGUAGES).map(([language, name]) => new Option(name, language)),
    );
    const wanted = storage.get("language");
    this.#language.value = Object.hasOwn(LANGUAGES, wanted) ? wanted : "javascript";
    this.#language.addEventListener("change", () => {
      storage.set("language", this.#language.value);
      this.update(this.#values);
    });
    this.#part("copy").addEventListener("click", () => this.#copy());
  }

  update(values) {
    this.#values = values;
    const target = targetOf(this.#scenario, values);
    const lines = snippet(this.#language.value, {
      address: recordedAddress(this.#scenario, target, this.#id).address,
      transcript: httpAddress(new URL(`connections/${this.#id}?wait=5s`, ownServer())).href,
      conduct: conductAt(this.#scenario, values),
    });
    if (this.#part("snippet").textContent !== lines) {
      this.#part("snippet").textContent = lines;
      this.#part("feedback").textContent = "";
    }
  }

  async #copy() {
    const copied = await copy(this.#part("snippet").textContent);
    this.#part("feedback").textContent = text(copied ? "scenarios.copied" : "scenarios.selected");
    clearTimeout(this.#feedbackTimer);
    if (copied) {
      this.#feedbackTimer = setTimeout(
        () => (this.#part("feedback").textContent = ""),
        FEEDBACK_TIME,
      );
    } else {
      getSelection().selectAllChildren(this.#part("snippet"));
    }
  }

  #part(name) {
    return this.#element.querySelector(`[data-part="${name}"]`);
  }
}
