// The button that switches between light, dark and the system's colour scheme.

import { storage } from "./controls.js";
import { text } from "./texts.js";

const SCHEMES = ["auto", "light", "dark"];

export class SchemeView {
  #button = document.getElementById("scheme-button");
  #scheme;

  constructor() {
    const stored = storage.get("scheme");
    this.#scheme = SCHEMES.includes(stored) ? stored : "auto";
    this.#button.addEventListener("click", () => {
      this.#scheme = SCHEMES[(SCHEMES.indexOf(this.#scheme) + 1) % SCHEMES.length];
      storage.set("scheme", this.#scheme);
      this.update();
    });
    this.update();
  }

  update() {
    document.documentElement.dataset.scheme = this.#scheme;
    this.#button.textContent = text(`scheme.${this.#scheme}`);
  }
}
