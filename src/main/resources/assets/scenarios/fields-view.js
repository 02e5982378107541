// The fields of a scenario's parameters.

import { showProblem } from "../base/controls.js";
import { valuesOfExample } from "./target.js";
import { cloned } from "./words.js";

export class FieldsView {
  #form;
  #scenario;

  /** Creates the fields, with the values of the scenario's example. */
  constructor(form, scenario) {
    this.#form = form;
    this.#scenario = scenario;
    const example = valuesOfExample(scenario);
    form
      .querySelector(".parameters")
      .replaceChildren(
        ...scenario.parameters.map(parameter =>
          newField(`${scenario.id}?${parameter.name}`, parameter, example[parameter.name] ?? ""),
        ),
      );
    this.replace(scenario);
  }

  /** The values that are not empty, by the names of their parameters. */
  get values() {
    return Object.fromEntries([...new FormData(this.#form)].filter(([, value]) => value !== ""));
  }

  /**
   * Sets the fields that there are.
   *
   * @returns whether there are any
   */
  fill(values) {
    const known = Object.entries(values).filter(([name]) => this.#field(name) !== undefined);
    known.forEach(([name, value]) => (this.#field(name).value = value));
    return known.length > 0;
  }

  /** Takes the scenario in another language. */
  replace(scenario) {
    this.#scenario = scenario;
    for (const { name, meaning, default: usual, allowed } of scenario.parameters) {
      const element = this.#field(name).closest(".field");
      const part = named => element.querySelector(`[data-part="${named}"]`);
      part("name").textContent = name;
      part("meaning").textContent = meaning;
      part("usual").hidden = usual === "";
      part("default").textContent = usual;
      part("allowed").textContent = allowed;
    }
  }

  /**
   * Shows a problem at its field.
   *
   * @param problem {parameter, words}; null if all values are valid
   * @returns whether there is no field for the problem
   */
  showProblem(problem) {
    for (const { name } of this.#scenario.parameters) {
      this.#showProblem(name, name === problem?.parameter ? problem.words : null);
    }
    return problem !== null && this.#field(problem.parameter) === undefined;
  }

  /** Removes the problem of a field. */
  clearProblem(name) {
    this.#showProblem(name, null);
  }

  #showProblem(name, problem) {
    const field = this.#field(name);
    showProblem(field, document.getElementById(`${field.id}.problem`), problem);
  }

  #field(name) {
    return this.#form.elements[name];
  }
}

function newField(id, parameter, value) {
  const element = cloned("scenario-field").firstElementChild;
  const { values: choices } = parameter;
  const field = choices.length === 0 ? newInput(parameter, value) : newSelect(parameter, value);
  field.id = id;
  field.name = parameter.name;
  field.translate = false;
  field.setAttribute("aria-describedby", `${id}.allowed ${id}.problem`);
  element.querySelector("label").htmlFor = id;
  element.querySelector(".hint").id = `${id}.allowed`;
  element.querySelector(".problem").id = `${id}.problem`;
  element.querySelector("label").after(field);
  return element;
}

function newInput({ default: usual }, value) {
  const field = document.createElement("input");
  field.type = "text";
  field.autocomplete = "off";
  field.spellcheck = false;
  field.placeholder = usual;
  field.defaultValue = value;
  return field;
}

function newSelect({ values: choices, default: usual }, value) {
  const field = document.createElement("select");
  const selected = value === "" ? usual : value;
  field.append(...choices.map(one => new Option(one, one, one === selected, one === selected)));
  return field;
}
