// The catalogue on the test page. It is loaded when its section becomes visible.

import { CatalogueView } from "./catalogue-view.js";
import { fromFragment } from "./link.js";

export class ScenariosSection {
  #catalogue = new CatalogueView();
  #show;

  /**
   * @param section.onShow calls its argument whenever the section becomes visible, and now if it is
   * @param section.show makes the section visible
   */
  constructor({ onShow, show }) {
    this.#show = show;
    onShow(() => this.#catalogue.load());
    addEventListener("hashchange", () => this.#showIfNamed());
    this.#showIfNamed();
  }

  // The ids of the scenarios are unknown before loading, so any id that is not on the page counts.
  #showIfNamed() {
    const named = fromFragment(location.hash);
    if (named !== null && document.getElementById(named.id)?.matches(":not(.scenario)") !== true) {
      this.#show();
    }
  }
}
