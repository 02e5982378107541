// A file to send: selected, or dropped onto the card.

import { showProblem } from "../base/controls.js";
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

  /**
   * @param changed is called when a file has been read or removed
   * @param dropped is called when a file is dropped, before it is read
   */
  constructor(changed, dropped) {
    this.#changed = changed;
    this.#input.addEventListener("change", () => this.#read(this.#input.files[0]));
    document.getElementById("file-remove").addEventListener("click", () => {
      this.clear();
      this.#input.focus();
    });
    const card = document.getElementById("message");
    const highlight = on => card.classList.toggle("dropping", on);
    card.addEventListener("dragover", event => {
      if (event.dataTransfer.types.includes("Files")) {
        event.preventDefault();
        highlight(true);
      }
    });
    card.addEventListener("dragleave", event => highlight(card.contains(event.relatedTarget)));
    card.addEventListener("drop", event => {
      highlight(false);
      const [file] = event.dataTransfer.files;
      if (file !== undefined) {
        event.preventDefault();
        dropped();
        this.#read(file);
      }
    });
    this.update();
  }

  clear() {
    this.content = null;
    this.#latest = null;
    this.#name = "";
    this.#input.value = "";
    this.update();
    this.#changed();
  }

  update() {
    document.getElementById("file-chosen").hidden = this.content === null;
    document.getElementById("file-choice").hidden = this.content !== null;
    document.getElementById("file-name").textContent = this.#name;
  }

  async #read(file) {
    this.clear();
    showProblem(this.#input, this.#problem, null);
    if (file === undefined) {
      return;
    }
    if (file.size > MAXIMUM_FILE) {
      showProblem(this.#input, this.#problem, text("file.tooLarge", file.name, size(file.size)));
      return;
    }
    const reading = {};
    this.#latest = reading;
    const content = await file.arrayBuffer().catch(() => null);
    // Another file may have been selected in the meantime.
    if (reading !== this.#latest) {
      return;
    }
    if (content === null) {
      // A folder, or a file that has been deleted.
      showProblem(this.#input, this.#problem, text("file.unreadable", file.name));
    } else {
      this.content = content;
      this.#name = file.name;
    }
    this.update();
    this.#changed();
  }
}
