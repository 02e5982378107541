// The interactive catalogue: its groups with their rows, the filter, and running many scenarios.

import { text } from "../base/texts.js";
import { throttled } from "../base/throttle.js";
import { BatchView } from "./batch-view.js";
import { browserOf } from "./browser.js";
import { FilterView } from "./filter-view.js";
import { GroupView } from "./group-view.js";
import { fromFragment } from "./link.js";
import { ResultView } from "./result-view.js";
import { ScenarioRow } from "./scenario-row.js";
import { ScenarioRun } from "./scenario-run.js";
import { byGroup } from "./tally.js";
import { showWords } from "./words.js";

const TALLY_INTERVAL = 100;

export class ScenariosView {
  #browser = browserOf();
  #rows;
  #groups;
  #filter = new FilterView(() => this.#showFiltered());
  #batch = new BatchView(() => this.#runRows(this.#shown));
  #result = new ResultView(() =>
    this.#browser === null
      ? text("scenarios.browser")
      : `${this.#browser.name} ${this.#browser.version}`,
  );

  /** @param entries the catalogue */
  constructor(entries) {
    const updateTallies = throttled(() => this.#updateTallies(), TALLY_INTERVAL);
    this.#rows = entries.map(scenario => {
      const run = new ScenarioRun(scenario, this.#browser?.name ?? null);
      run.addEventListener("change", updateTallies);
      return new ScenarioRow(run);
    });
    this.#groups = byGroup(this.#rows, ({ run }) => run.scenario.group).map(
      ([name, rows]) => new GroupView(name, rows, shown => this.#runRows(shown)),
    );
    document
      .getElementById("scenarios-groups")
      .replaceChildren(...this.#groups.map(({ element }) => element));
    this.#showFiltered();
    addEventListener("hashchange", () => this.unfoldNamed());
    this.unfoldNamed();
  }

  /** Unfolds the scenario that the fragment of the page's address names, if any. */
  unfoldNamed() {
    const named = fromFragment(location.hash);
    const row = this.#rows.find(({ run }) => run.scenario.id === named?.id);
    if (row !== undefined) {
      this.#filter.reset();
      this.#showFiltered();
      row.unfold(named.values);
    }
  }

  /** Writes all words again, in the current language. */
  update() {
    showWords(document.getElementById("catalogue"));
    this.#rows.forEach(row => row.update());
    this.#updateTools();
    this.#result.update();
  }

  /**
   * Takes the catalogue in another language. Keeps values, results and what is unfolded.
   *
   * @param entries with the same ids
   */
  replace(entries) {
    const byId = new Map(entries.map(entry => [entry.id, entry]));
    for (const row of this.#rows) {
      row.replace(byId.get(row.run.scenario.id) ?? row.run.scenario);
    }
    this.#showFiltered();
  }

  get #shown() {
    return this.#rows.filter(({ hidden }) => !hidden);
  }

  #showFiltered() {
    for (const row of this.#rows) {
      row.hidden = !this.#filter.accepts(row.run);
    }
    this.#updateTools();
  }

  #updateTools() {
    const shown = this.#shown;
    this.#filter.update(shown.length, this.#rows.length);
    this.#batch.update(shown.some(({ run }) => run.state !== "impossible"));
    this.#groups.forEach(group => group.update(this.#batch.isRunning));
  }

  #updateTallies() {
    this.#groups.forEach(group => group.updateTally());
    this.#result.updateTallies();
  }

  async #runRows(rows) {
    const runs = rows.map(({ run }) => run);
    const runnable = runs.filter(({ state }) => state !== "impossible" && state !== "running");
    const end = await this.#batch.run(runnable, () => {
      this.#result.started(runs, runnable.length);
      this.#updateTools();
    });
    this.#result.finished(end);
    this.#showFiltered();
  }
}
