// The interactive catalogue: the filter, and running all shown scenarios.

import { enable, isEnabled } from "../base/controls.js";
import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { browserOf } from "./browser.js";
import { isShown } from "./filter.js";
import { fromFragment } from "./link.js";
import { ResultView } from "./result-view.js";
import { runAll } from "./run-all.js";
import { ScenarioRun } from "./scenario-run.js";
import { ScenarioView } from "./scenario-view.js";
import { shortValuesOf } from "./target.js";

export class ScenariosView {
  #browser = browserOf();
  #runs;
  #views = new Map();
  #shown;
  #stop = null;
  #words = document.getElementById("scenarios-words");
  #state = document.getElementById("scenarios-state");
  #runButton = document.getElementById("scenarios-run-all");
  #stopButton = document.getElementById("scenarios-stop");
  #progress = document.getElementById("scenarios-progress");
  #result = new ResultView(
    this.#browser === null
      ? text("scenarios.browser")
      : `${this.#browser.name} ${this.#browser.version}`,
  );

  /**
   * Makes the catalogue in the document interactive.
   *
   * @param entries the catalogue as JSON
   */
  constructor(entries) {
    this.#runs = entries.map(scenario => new ScenarioRun(scenario, this.#browser?.name ?? null));
    for (const run of this.#runs) {
      this.#views.set(run, new ScenarioView(document.getElementById(run.scenario.id), run));
    }
    this.#words.addEventListener("input", () => this.#filter());
    this.#state.addEventListener("change", () => this.#filter());
    this.#runButton.addEventListener("click", () => this.#runShown());
    this.#stopButton.addEventListener("click", () => this.#stop?.abort());
    document.getElementById("scenarios-tools").hidden = false;
    this.#filter();
    addEventListener("hashchange", () => this.unfoldNamed());
    this.unfoldNamed();
  }

  /** Unfolds the scenario that the fragment of the page's address names, if any. */
  unfoldNamed() {
    const named = fromFragment(location.hash);
    const run = this.#runs.find(({ scenario }) => scenario.id === named?.id);
    if (run !== undefined) {
      this.#words.value = "";
      this.#state.value = "all";
      this.#filter();
      this.#views.get(run).unfold(named.values);
    }
  }

  update() {
    const runnable = this.#shown.some(({ state }) => state !== "impossible");
    const running = this.#stop !== null;
    enable(
      this.#runButton,
      running ? text("scenarios.allRunning") : runnable ? null : text("scenarios.nothingToRun"),
    );
    enable(this.#stopButton, running ? null : text("scenarios.notRunning"));
    document.getElementById("scenarios-count").textContent = text(
      "scenarios.shown",
      number(this.#shown.length),
      number(this.#runs.length),
    );
  }

  #filter() {
    this.#shown = this.#runs.filter(({ scenario, state }) =>
      isShown(scenario, state, this.#words.value.trim(), this.#state.value),
    );
    for (const [run, view] of this.#views) {
      view.hidden = !this.#shown.includes(run);
    }
    for (const group of document.querySelectorAll("#catalogue .group")) {
      group.hidden = group.querySelector(".scenario:not([hidden])") === null;
    }
    document.getElementById("scenarios-none").hidden = this.#shown.length > 0;
    this.update();
  }

  async #runShown() {
    if (!isEnabled(this.#runButton)) {
      return;
    }
    const stop = new AbortController();
    this.#stop = stop;
    const shown = this.#shown;
    const runs = shown.filter(({ state }) => state !== "impossible" && state !== "running");
    const startedAt = new Date();
    this.#result.started(runs.length);
    this.#showProgress(0, runs.length);
    this.update();
    let done = 0;
    await runAll(
      runs,
      async run => {
        // The visitor may have started it in its row in the meantime.
        if (run.state !== "running") {
          await run.run(shortValuesOf(run.scenario), stop.signal);
        }
        if (!stop.signal.aborted) {
          this.#showProgress(++done, runs.length);
        }
      },
      stop.signal,
    );
    this.#stop = null;
    this.#result.finished(shown, {
      startedAt,
      millis: Date.now() - startedAt,
      stopped: stop.signal.aborted,
    });
    this.#filter();
  }

  #showProgress(done, all) {
    this.#progress.max = Math.max(all, 1);
    this.#progress.value = done;
    document.getElementById("scenarios-done").textContent = text(
      "scenarios.done",
      number(done),
      number(all),
    );
  }
}
