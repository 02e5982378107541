// What a run of cases says while it goes on, and at its end.

import { setText } from "../base/dom.js";
import { duration, number } from "../base/format.js";
import { text } from "../base/texts.js";
import { knownCases, TESTED } from "./known-cases.js";
import { differences, STATES, stateOf, tallyOf } from "./results.js";

/** The most cases that a sentence names. */
const MOST_NAMED = 20;

export class SummaryView {
  #browser;
  #driver = null;
  /** The results at the end; undefined before, null if they could not be loaded. */
  #cases;
  #progress = document.getElementById("run-progress");
  #tally = document.getElementById("run-tally");
  #differences = document.getElementById("run-differences");
  #link = document.getElementById("run-link");

  /** @param browser {name}; null if it is not known */
  constructor(browser) {
    this.#browser = browser;
  }

  began(driver) {
    this.#driver = driver;
    this.#cases = undefined;
    this.#link.hidden = true;
    this.update();
  }

  /**
   * Shows the end of a run.
   *
   * @param cases of the report; null if it could not be loaded
   * @param report the address of its page
   */
  ended(driver, cases, report) {
    this.#driver = driver;
    this.#cases = cases?.filter(({ id }) => driver.ended.has(id)) ?? null;
    this.#link.hidden = cases === null;
    document.getElementById("run-report").href = report;
    this.update();
  }

  /** Writes all words again, in the current language. */
  update() {
    if (this.#driver !== null) {
      setText("run-status", this.#statusWords());
      this.#showTally();
      this.#showVerdict();
    }
  }

  /** Shows how far the run is; before the first one, how many cases are chosen. */
  showProgress(driver, chosen) {
    if (driver === null) {
      setText("run-progress-words", text("conformance.ready", number(chosen)));
      return;
    }
    this.#progress.max = driver.total;
    this.#progress.value = driver.ended.size;
    const words = text(
      "conformance.progress",
      number(driver.ended.size),
      number(driver.total),
      duration(driver.duration),
    );
    const [first] = driver.current;
    setText(
      "run-progress-words",
      driver.isRunning && first !== undefined
        ? `${words} · ${text("conformance.now", first)}`
        : words,
    );
  }

  #statusWords() {
    const { ended, total, problem } = this.#driver;
    const counts = [number(ended.size), number(total)];
    if (this.#cases === undefined) {
      return text("conformance.began", number(total));
    }
    const time = duration(this.#driver.duration);
    if (problem === "stopped") {
      return text("conformance.stopped", ...counts, time);
    }
    return problem === null
      ? text("conformance.ended", number(total), time)
      : text("conformance.unreachable", ...counts);
  }

  #showTally() {
    const tally = tallyOf(this.#cases ?? []);
    this.#tally.replaceChildren(
      ...STATES.filter(state => tally[state] > 0).map(state => {
        const item = document.createElement("li");
        item.className = "mark";
        item.dataset.state = state;
        item.textContent = text(
          "conformance.count",
          number(tally[state]),
          text(`conformance.state.${state}`),
        );
        return item;
      }),
    );
  }

  #showVerdict() {
    const found = this.#differing();
    setText("run-verdict", this.#verdictWords(found));
    this.#differences.replaceChildren(...(found ?? []).map(difference => this.#item(difference)));
  }

  #differing() {
    const known = this.#browser === null ? null : knownCases(this.#browser.name);
    return known === null || !this.#cases?.length ? null : differences(this.#cases, known);
  }

  #verdictWords(found) {
    if (this.#cases === undefined) {
      return "";
    }
    if (this.#cases === null) {
      return this.#driver.problem === null ? text("conformance.notLoaded") : "";
    }
    return [this.#missingWords(), this.#comparisonWords(found)].join(" ").trim();
  }

  #missingWords() {
    const results = new Set(this.#cases.map(({ id }) => id));
    const missing = [...this.#driver.ended].filter(id => !results.has(id));
    if (missing.length === 0) {
      return "";
    }
    const named = missing.slice(0, MOST_NAMED).join(", ");
    return text(
      "conformance.missing",
      number(missing.length),
      missing.length > MOST_NAMED ? `${named}, …` : named,
    );
  }

  #comparisonWords(found) {
    if (this.#cases.length === 0) {
      return "";
    }
    if (found === null) {
      return text("conformance.unknown");
    }
    const { name } = this.#browser;
    return found.length === 0
      ? text("conformance.expected", name, TESTED[name])
      : text("conformance.differs", number(found.length), name, TESTED[name]);
  }

  #item({ id, seen, known }) {
    const item = document.createElement("li");
    const result = this.#cases.find(other => other.id === id);
    const link = document.createElement("a");
    link.href = new URL(
      `conformance/${result.reportfile.replace(/json$/, "html")}`,
      new URL(document.body.dataset.root, location.href),
    ).href;
    link.textContent = text(
      "conformance.difference",
      id,
      seen ?? text(`conformance.state.${stateOf(result)}`),
      known ?? text("conformance.state.passed"),
    );
    item.append(link);
    return item;
  }
}
