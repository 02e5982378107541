// Examples and kept messages to choose from.

import { enable, isEnabled, tell } from "../base/controls.js";
import { text } from "../base/texts.js";
import {
  EXAMPLES,
  forgetTemplate,
  keepTemplate,
  MAXIMUM_TEMPLATES,
  templates,
} from "./templates.js";

export class TemplatesView {
  #current;
  #list = document.getElementById("template-list");
  #kept = document.getElementById("template-kept");
  #name = document.getElementById("template-name");
  #use = document.getElementById("template-use");
  #delete = document.getElementById("template-delete");
  #problem = null;

  /**
   * @param current gives the kind and content of the message that stands in the fields, or null if it cannot be kept
   * @param use takes those of a template
   */
  constructor(current, use) {
    this.#current = current;
    this.#list.addEventListener("change", () => this.update());
    this.#use.addEventListener("click", () => {
      if (isEnabled(this.#use)) {
        use(this.#chosen());
      }
    });
    this.#delete.addEventListener("click", () => this.#forget());
    document.getElementById("template-keep").addEventListener("click", () => this.#keep());
    this.#name.addEventListener("input", () => this.#tell(null));
    this.#name.addEventListener("keydown", event => {
      // It stands in the form that sends.
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        this.#keep();
      }
    });
    this.#fill();
  }

  update() {
    enable(this.#use, this.#list.value === "" ? text("template.none") : null);
    enable(this.#delete, this.#list.value.startsWith("kept:") ? null : text("template.notYours"));
    tell(this.#name, document.getElementById("template-problem"), this.#problem);
  }

  #fill(chosen = "") {
    this.#kept.replaceChildren(
      ...templates().map(({ name }) => {
        const option = new Option(name, `kept:${name}`);
        option.translate = false;
        return option;
      }),
    );
    this.#kept.hidden = this.#kept.children.length === 0;
    this.#list.value = chosen;
    this.update();
  }

  #chosen() {
    const [origin, name] = [this.#list.value.slice(0, 5), this.#list.value.slice(5)];
    return origin === "kept:"
      ? templates().find(template => template.name === name)
      : EXAMPLES[name]();
  }

  #keep() {
    const message = this.#current();
    const name = this.#name.value.trim();
    const problem = message === null ? "file" : keepTemplate({ name, ...message });
    this.#tell(problem === null ? null : text(`template.problem.${problem}`, MAXIMUM_TEMPLATES));
    if (problem === null) {
      this.#name.value = "";
      this.#fill(`kept:${name}`);
    }
  }

  #forget() {
    if (isEnabled(this.#delete)) {
      forgetTemplate(this.#list.value.slice(5));
      this.#fill();
    }
  }

  #tell(problem) {
    this.#problem = problem;
    this.update();
  }
}
