// Loads the catalogue into its part of the page, and again when the language changes.

import { enable } from "../base/controls.js";
import { text } from "../base/texts.js";
import { loadEntries } from "./catalogue.js";
import { ScenariosView } from "./scenarios-view.js";
import { showWords } from "./words.js";

export class CatalogueView {
  #notLoaded = document.getElementById("scenarios-not-loaded");
  #view = null;
  #isLoading = false;
  #languageChanges = 0;

  constructor() {
    for (const id of ["scenarios-run-all", "scenarios-stop"]) {
      enable(document.getElementById(id), text("scenarios.loading"));
    }
    document.getElementById("scenarios-retry").addEventListener("click", () => this.load());
    document.addEventListener("languagechange", () => this.#changeLanguage());
  }

  /** Loads the catalogue, unless it is loaded or being loaded. A failure is shown with a button. */
  async load() {
    if (this.#isLoading || this.#view !== null) {
      return;
    }
    this.#isLoading = true;
    this.#notLoaded.hidden = true;
    this.#showCount(text("scenarios.loading"));
    const change = this.#languageChanges;
    const entries = await loadEntries().catch(() => null);
    this.#isLoading = false;
    if (entries === null) {
      this.#notLoaded.hidden = false;
      this.#showCount("");
      return;
    }
    this.#view = new ScenariosView(entries);
    if (change !== this.#languageChanges) {
      this.#changeLanguage();
    }
  }

  async #changeLanguage() {
    const change = ++this.#languageChanges;
    if (this.#view === null) {
      showWords(document.getElementById("catalogue"));
      return;
    }
    this.#view.update();
    try {
      const entries = await loadEntries();
      // The visitor may have changed the language again in the meantime.
      if (change === this.#languageChanges) {
        this.#view.replace(entries);
      }
    } catch {
      // The sentences of the catalogue remain in the language that they had.
    }
  }

  #showCount(words) {
    document.getElementById("scenarios-count").textContent = words;
  }
}
