// The catalogue on the test page. It is loaded when its section is unfolded.

import { text } from "../base/texts.js";
import { loadElement, loadEntries } from "./catalogue.js";
import { fromFragment } from "./link.js";
import { ScenariosView } from "./scenarios-view.js";

const PANEL = "scenarios";

export class ScenariosSection {
  #tabs;
  #note = document.getElementById("scenarios-loading");
  #state = "absent";

  constructor(tabs) {
    this.#tabs = tabs;
    tabs.onShow(PANEL, () => this.update());
    addEventListener("hashchange", () => this.#unfoldIfNamed());
    this.#unfoldIfNamed();
  }

  /** Loads the catalogue, unless it is loaded. */
  async update() {
    if (this.#state !== "absent") {
      return;
    }
    this.#state = "loading";
    this.#note.textContent = text("scenarios.loading");
    try {
      const [element, entries] = await Promise.all([loadElement(), loadEntries()]);
      document.getElementById("scenarios-place").replaceWith(element);
      this.#note.textContent = "";
      this.#state = "loaded";
      new ScenariosView(entries);
    } catch {
      this.#state = "absent";
      this.#note.textContent = text("scenarios.notLoaded");
    }
  }

  // The ids of the scenarios are unknown before loading, so any id that is not on the page counts.
  #unfoldIfNamed() {
    const named = fromFragment(location.hash);
    if (named !== null && document.getElementById(named.id) === null) {
      this.#tabs.show(PANEL);
    }
  }
}
