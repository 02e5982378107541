// The list of examples and saved messages.

import { enable, isEnabled, showProblem } from "../base/controls.js";
import { text } from "../base/texts.js";
import {
  deleteTemplate,
  EXAMPLES,
  MAXIMUM_TEMPLATES,
  saveTemplate,
  templates,
} from "./templates.js";

const SAVED = "saved:";

export class TemplatesView {
  #current;
  #list = document.getElementById("template-list");
  #saved = document.getElementById("template-saved");
  #name = document.getElementById("template-name");
  #use = document.getElementById("template-use");
  #delete = document.getElementById("template-delete");
  #problem = null;

  /**
   * @param current returns kind and content of the message in the fields, or null if it cannot be
   *     saved
   * @param use sets the fields to a template's kind and content
   */
  constructor(current, use) {
    this.#current = current;
    this.#list.addEventListener("change", () => this.update());
    this.#use.addEventListener("click", () => {
      if (isEnabled(this.#use)) {
        use(this.#selected());
      }
    });
    this.#delete.addEventListener("click", () => this.#deleteSelected());
    document.getElementById("template-save").addEventListener("click", () => this.#save());
    this.#name.addEventListener("input", () => this.#setProblem(null));
    this.#name.addEventListener("keydown", event => {
      // Enter would submit the surrounding form, which sends the message.
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        this.#save();
      }
    });
    this.#fill();
  }

  update() {
    enable(this.#use, this.#list.value === "" ? text("template.none") : null);
    enable(this.#delete, this.#list.value.startsWith(SAVED) ? null : text("template.notYours"));
    showProblem(this.#name, document.getElementById("template-problem"), this.#problem);
  }

  #fill(selected = "") {
    this.#saved.replaceChildren(
      ...templates().map(({ name }) => {
        const option = new Option(name, SAVED + name);
        option.translate = false;
        return option;
      }),
    );
    this.#saved.hidden = this.#saved.children.length === 0;
    this.#list.value = selected;
    this.update();
  }

  #selected() {
    const [origin, name] = this.#list.value.split(/:(.*)/s);
    return origin === "saved"
      ? templates().find(template => template.name === name)
      : EXAMPLES[name]();
  }

  #save() {
    const message = this.#current();
    const name = this.#name.value.trim();
    const problem = message === null ? "file" : saveTemplate({ name, ...message });
    this.#setProblem(
      problem === null ? null : text(`template.problem.${problem}`, MAXIMUM_TEMPLATES),
    );
    if (problem === null) {
      this.#name.value = "";
      this.#fill(SAVED + name);
    }
  }

  #deleteSelected() {
    if (isEnabled(this.#delete)) {
      deleteTemplate(this.#list.value.slice(SAVED.length));
      this.#fill();
    }
  }

  #setProblem(problem) {
    this.#problem = problem;
    this.update();
  }
}
