// A file to send: chosen, or dropped onto the card.

import { tell } from "../base/controls.js";
import { size } from "../base/format.js";
import { text } from "../base/texts.js";

export const MAXIMUM_FILE = 16 * 1024 * 1024;

export class FileView {
  /** The content of the file as an ArrayBuffer, or null. */
  content = null;

  #input = document.getElementById("file-view");
  #problem = document.getElementById("file-problem");
  #name = "";
  #latest = null;
  #changed;

  /** @param changed is called when a file has come or gone; and dropped when one comes that way */
  constructor(changed, dropped) {
    this.#changed = changed;
    this.#input.addEventListener("change", () => this.#read(this.#input.files[0]));
    document.getElementById("file-remove").addEventListener("click", () => {
      this.forget();
      this.#input.focus();
    });
    const card = document.getElementById("message");
    const mark = on => card.classList.toggle("dropping", on);
    card.addEventListener("dragover", event => {
      if (event.dataTransfer.types.includes("Files")) {
        event.preventDefault();
        mark(true);
      }
    });
    card.addEventListener("dragleave", event => mark(card.contains(event.relatedTarget)));
    card.addEventListener("drop", event => {
      mark(false);
      const [file] = event.dataTransfer.files;
      if (file !== undefined) {
        event.preventDefault();
        dropped();
        this.#read(file);
      }
    });
    this.update();
  }

  forget() {
    this.content = null;
    this.#latest = null;
    this.#name = "";
    this.#input.value = "";
    this.update();
    this.#changed();
  }

  update() {
    document.getElementById("file-chosen").hidden = this.content === null;
    document.getElementById("file-name").textContent = this.#name;
  }

  async #read(file) {
    this.forget();
    tell(this.#input, this.#problem, null);
    if (file === undefined) {
      return;
    }
    if (file.size > MAXIMUM_FILE) {
      tell(this.#input, this.#problem, text("file.tooLarge", file.name, size(file.size)));
      return;
    }
    const reading = {};
    this.#latest = reading;
    const content = await file.arrayBuffer().catch(() => null);
    // Another one may have been chosen meanwhile.
    if (reading !== this.#latest) {
      return;
    }
    if (content === null) {
      // A folder, or a file that is gone by now.
      tell(this.#input, this.#problem, text("file.unreadable", file.name));
    } else {
      this.content = content;
      this.#name = file.name;
    }
    this.update();
    this.#changed();
  }
}
