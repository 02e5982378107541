// The fields that decide which lines of the log are shown.

import { showProblem } from "../base/controls.js";
import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { throttled } from "../base/throttle.js";
import { filterOf, readPattern, SEARCHED_CHARACTERS, select } from "./filter.js";
import { summaryOf } from "./words.js";

const DELAY = 150;

/** How long a regular expression may search all lines [ms]. */
const SEARCH_TIME = 1000;

export class FilterView {
  #field = document.getElementById("log-filter");
  #regularExpression = document.getElementById("log-filter-regex");
  #kinds = [...document.querySelectorAll("#log-kinds input")];
  #button = document.getElementById("log-filter-button");
  #problem = null;
  #passes = () => true;

  /** @param changed is called when other lines are to be shown */
  constructor(changed) {
    this.#field.addEventListener("input", throttled(changed, DELAY));
    this.#kinds.forEach(box => box.addEventListener("change", changed));
    this.#regularExpression.addEventListener("click", () => {
      this.#regularExpression.ariaPressed = String(!this.#isRegularExpression);
      changed();
    });
    this.update();
  }

  /** Whether the lines about readyState are to be shown. */
  get includesStates() {
    return this.#groups.includes("state");
  }

  /** Whether a line is to be shown, by the fields at the last selection. */
  passes(line) {
    return this.#passes(line);
  }

  /** The lines that are to be shown, by the current fields. A wrong expression filters nothing. */
  select(lines) {
    const { pattern, problem } = readPattern(this.#field.value, this.#isRegularExpression);
    const searched = this.#isRegularExpression
      ? line => summaryOf(line).slice(0, SEARCHED_CHARACTERS)
      : summaryOf;
    this.#passes = filterOf(this.#groups, pattern, searched);
    this.#problem = problem;
    let selected = this.#isRegularExpression
      ? select(lines, this.#passes, SEARCH_TIME)
      : lines.filter(this.#passes);
    if (selected === null) {
      this.#problem = "slow";
      this.#passes = filterOf(this.#groups, null, searched);
      selected = lines.filter(this.#passes);
    }
    this.update();
    return selected;
  }

  /** Shows the words in the current language. */
  update() {
    showProblem(
      this.#field,
      document.getElementById("log-filter-problem"),
      this.#problem === null ? null : text(`log.filter.${this.#problem}`),
    );
    this.#regularExpression.title = text("log.filter.regex", number(SEARCHED_CHARACTERS));
    const isUsed =
      this.#field.value !== "" || this.#kinds.some(box => box.checked !== box.defaultChecked);
    this.#button.classList.toggle("used", isUsed);
  }

  get #groups() {
    return this.#kinds.filter(box => box.checked).map(box => box.value);
  }

  get #isRegularExpression() {
    return this.#regularExpression.ariaPressed === "true";
  }
}
