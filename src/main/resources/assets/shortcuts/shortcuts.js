// Keyboard shortcuts, and the list of them.

import { storage } from "../base/controls.js";

const STORED = "shortcuts.single";

export class Shortcuts {
  #dialog = document.getElementById("shortcuts");
  #single = document.getElementById("shortcuts-single");

  constructor({ connectionView, messageView, log }) {
    const actions = {
      KeyO: () => connectionView.connect(),
      KeyC: () => connectionView.close(),
      KeyA: () => focus("address"),
      KeyM: () => messageView.focus(),
      KeyX: () => log.clear(),
    };
    this.#single.checked = storage.get(STORED) !== "off";
    this.#single.addEventListener("change", () =>
      storage.set(STORED, this.#single.checked ? "on" : "off"),
    );
    document
      .getElementById("shortcuts-button")
      .addEventListener("click", () => this.#dialog.showModal());
    document.addEventListener("keydown", event => {
      // By the key's place, because Alt changes its letter on some keyboards.
      const action = event.altKey && event.shiftKey && !event.ctrlKey ? actions[event.code] : null;
      if (action) {
        event.preventDefault();
        action();
      } else if (event.key === "?" && this.#single.checked && !isTyping(event.target)) {
        event.preventDefault();
        this.#dialog.showModal();
      }
    });
  }
}

function focus(id) {
  const field = document.getElementById(id);
  field.focus();
  field.select();
}

function isTyping(target) {
  return target.closest("input, textarea, select, dialog") !== null;
}
