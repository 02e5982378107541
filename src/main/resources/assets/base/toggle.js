// A button that shows and hides a part of the page.

/** The button has the attributes aria-expanded and aria-controls. */
export class Toggle {
  #button;
  #panel;

  /** @param changed is called after the visitor has shown or hidden the panel */
  constructor(buttonId, changed = () => {}) {
    this.#button = document.getElementById(buttonId);
    this.#panel = document.getElementById(this.#button.getAttribute("aria-controls"));
    this.#button.addEventListener("click", () => {
      this.set(this.#panel.hidden);
      changed();
    });
  }

  set(isShown) {
    this.#panel.hidden = !isShown;
    this.#button.ariaExpanded = String(isShown);
  }
}
