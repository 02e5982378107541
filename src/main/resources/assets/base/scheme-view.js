// The button that switches between light, dark and the system's colour scheme. A cookie keeps the
// choice, so that the server can send the page in that scheme.

import { storage } from "./controls.js";
import { text } from "./texts.js";

const SCHEMES = ["auto", "light", "dark"];
const COOKIE = "websocket-echo-scheme";
const YEAR = 365 * 24 * 60 * 60;

export class SchemeView {
  #button = document.getElementById("scheme-button");
  #scheme = document.documentElement.dataset.scheme ?? "auto";

  constructor() {
    this.#takeOver();
    this.#button.addEventListener("click", () => {
      this.#scheme = SCHEMES[(SCHEMES.indexOf(this.#scheme) + 1) % SCHEMES.length];
      this.#store();
      this.update();
    });
    this.update();
  }

  update() {
    const root = document.documentElement;
    if (this.#scheme === "auto") {
      delete root.dataset.scheme;
    } else {
      root.dataset.scheme = this.#scheme;
    }
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
      meta.media = this.#mediaFor(meta.dataset.scheme);
    }
    this.#button.textContent = text(`scheme.${this.#scheme}`);
  }

  #mediaFor(scheme) {
    if (this.#scheme === "auto") {
      return `(prefers-color-scheme: ${scheme})`;
    }
    return this.#scheme === scheme ? "all" : "not all";
  }

  #store() {
    // The server's root, because other servers may have other folders of this host.
    const path = new URL(document.body.dataset.root, location.href).pathname;
    const age = this.#scheme === "auto" ? 0 : YEAR;
    // biome-ignore lint/suspicious/noDocumentCookie: the CookieStore API needs https.
    document.cookie = `${COOKIE}=${this.#scheme}; Path=${path}; Max-Age=${age}; SameSite=Lax`;
  }

  /** Earlier versions kept the choice in the browser's storage. */
  #takeOver() {
    const stored = storage.get("scheme");
    if (stored !== null) {
      storage.remove("scheme");
      if (this.#scheme === "auto" && SCHEMES.includes(stored)) {
        this.#scheme = stored;
        this.#store();
      }
    }
  }
}
