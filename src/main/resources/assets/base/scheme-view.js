// Light, dark, or as the system has it.

import { remembered } from "./controls.js";
import { text } from "./texts.js";

const SCHEMES = ["auto", "light", "dark"];

export class SchemeView {
  #button = document.getElementById("scheme-button");
  #scheme;

  constructor() {
    const wanted = remembered.get("scheme");
    this.#scheme = SCHEMES.includes(wanted) ? wanted : "auto";
    this.#button.addEventListener("click", () => {
      this.#scheme = SCHEMES[(SCHEMES.indexOf(this.#scheme) + 1) % SCHEMES.length];
      remembered.set("scheme", this.#scheme);
      this.update();
    });
    this.update();
  }

  update() {
    document.documentElement.dataset.scheme = this.#scheme;
    this.#button.textContent = text(`scheme.${this.#scheme}`);
  }
}
