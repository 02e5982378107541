// The list of steps: each is selected, or written as an address.

import { enable, isEnabled, showProblem } from "../base/controls.js";
import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { ownServer } from "../connection/address.js";
import { cloned } from "../scenarios/words.js";
import { stepProblem } from "./check.js";
import { MOST_STEPS, moved, stepIn } from "./steps.js";

/** How long a visitor has to pause before an address is checked [ms]. */
const PAUSE = 300;

const EXAMPLE = "close/4001?reason=bye";

let nextId = 1;

export class StepsView {
  #changed;
  #offered = {};
  #rows = [];
  #isLocked = false;
  #list = document.getElementById("reconnection-steps");
  #add = document.getElementById("reconnection-add");

  /** @param changed is called after each change */
  constructor(changed) {
    this.#changed = changed;
    this.#add.addEventListener("click", () => {
      if (isEnabled(this.#add)) {
        const row = this.#newRow(this.#rows.at(-1)?.step ?? "");
        this.#rows.push(row);
        this.#render();
        row.choice.focus();
        this.#changed();
      }
    });
  }

  /** The steps that can be selected; see offeredSteps(). */
  offer(offered) {
    this.#offered = offered;
    this.set(this.steps);
  }

  /** The addresses. */
  get steps() {
    return this.#rows.map(({ step }) => step);
  }

  set(steps) {
    this.#rows = steps.map(step => this.#newRow(step));
    this.#render();
  }

  get hasProblem() {
    return this.#rows.some(({ problem }) => problem !== null);
  }

  /** Allows no changes while a test is under way. */
  lock(isLocked) {
    if (this.#isLocked !== isLocked) {
      this.#isLocked = isLocked;
      this.#render();
    }
  }

  /** Renders all words in the current language. */
  update() {
    for (const row of this.#rows) {
      this.#fill(row);
      this.#check(row);
    }
    this.#render();
  }

  #newRow(input) {
    const step = stepIn(input, ownServer());
    const element = cloned("reconnection-step").firstElementChild;
    const part = name => element.querySelector(`[data-part="${name}"]`);
    const row = { element, step, problem: null, timer: null };
    for (const name of ["choice", "address", "wrong", "up", "down", "remove"]) {
      row[name] = part(name);
    }
    row.wrong.id = `reconnection-step-problem-${nextId++}`;
    row.choice.setAttribute("aria-describedby", row.wrong.id);
    row.address.setAttribute("aria-describedby", row.wrong.id);
    row.address.translate = false;
    row.address.placeholder = EXAMPLE;
    this.#fill(row);
    const isOffered = Object.values(this.#offered).some(({ address }) => address === step);
    row.choice.value = isOffered ? step : "";
    row.address.value = isOffered ? "" : step;
    row.choice.addEventListener("change", () => this.#chosen(row));
    row.address.addEventListener("input", () => this.#written(row));
    row.up.addEventListener("click", () => this.#move(row, row.up, -1));
    row.down.addEventListener("click", () => this.#move(row, row.down, 1));
    row.remove.addEventListener("click", () => this.#remove(row));
    this.#check(row);
    return row;
  }

  #fill({ choice }) {
    const { value } = choice;
    const options = Object.values(this.#offered).map(({ address, does }) => {
      const option = new Option(`${address} – ${does ?? text("reconnection.step.echo")}`, address);
      option.translate = false;
      return option;
    });
    choice.replaceChildren(...options, new Option(text("reconnection.step.other"), ""));
    choice.value = value;
  }

  #chosen(row) {
    const { choice, address } = row;
    if (choice.value === "") {
      address.value = row.step;
    }
    this.#written(row);
    this.#render();
    if (choice.value === "") {
      address.focus();
      address.select();
    }
  }

  #written(row) {
    const { choice, address } = row;
    row.step = choice.value === "" ? stepIn(address.value, ownServer()) : choice.value;
    this.#check(row);
    this.#changed();
  }

  // A step that is offered is valid.
  #check(row) {
    clearTimeout(row.timer);
    const { step } = row;
    const isWritten = row.choice.value === "";
    this.#showProblem(row, isWritten && step === "" ? text("reconnection.step.empty") : null);
    if (!isWritten || step === "") {
      return;
    }
    row.timer = setTimeout(async () => {
      const problem = await stepProblem(step);
      if (row.step === step && row.choice.value === "") {
        this.#showProblem(row, problem);
        this.#changed();
      }
    }, PAUSE);
  }

  #showProblem(row, problem) {
    row.problem = problem;
    showProblem(row.address, row.wrong, problem);
  }

  #move(row, button, by) {
    if (isEnabled(button)) {
      const index = this.#rows.indexOf(row);
      this.#rows = moved(this.#rows, index, index + by);
      this.#render();
      button.focus();
      this.#changed();
    }
  }

  #remove(row) {
    if (isEnabled(row.remove)) {
      clearTimeout(row.timer);
      const index = this.#rows.indexOf(row);
      this.#rows = this.#rows.toSpliced(index, 1);
      this.#render();
      this.#rows[Math.min(index, this.#rows.length - 1)].choice.focus();
      this.#changed();
    }
  }

  #render() {
    const locked = this.#isLocked ? text("reconnection.locked") : null;
    this.#rows.forEach((row, index) => {
      const { choice, address, up, down, remove } = row;
      const words = key => text(key, number(index + 1));
      choice.ariaLabel = words("reconnection.step.choice");
      address.ariaLabel = words("reconnection.step.address");
      address.hidden = choice.value !== "";
      choice.disabled = address.disabled = this.#isLocked;
      up.ariaLabel = words("reconnection.step.up");
      down.ariaLabel = words("reconnection.step.down");
      remove.ariaLabel = words("reconnection.step.remove");
      enable(up, locked ?? (index === 0 ? text("reconnection.step.first") : null));
      const isLast = index === this.#rows.length - 1;
      enable(down, locked ?? (isLast ? text("reconnection.step.last") : null));
      enable(remove, locked ?? (this.#rows.length === 1 ? text("reconnection.step.only") : null));
    });
    const elements = this.#rows.map(({ element }) => element);
    if (
      elements.some((element, index) => element !== this.#list.children[index])
      || elements.length !== this.#list.children.length
    ) {
      this.#list.replaceChildren(...elements);
    }
    const isFull = this.#rows.length === MOST_STEPS;
    enable(this.#add, locked ?? (isFull ? text("reconnection.step.most", MOST_STEPS) : null));
  }
}
