// Runs several scenarios together: the buttons, and the progress.

import { enable, isEnabled } from "../base/controls.js";
import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { runAll } from "./run-all.js";
import { shortValuesOf } from "./target.js";

export class BatchView {
  #stop = null;
  #done = 0;
  #all = 0;
  #runButton = document.getElementById("scenarios-run-all");
  #stopButton = document.getElementById("scenarios-stop");
  #progress = document.getElementById("scenarios-progress");

  /** @param runShown runs all scenarios that are shown */
  constructor(runShown) {
    this.#runButton.addEventListener("click", () => {
      if (isEnabled(this.#runButton)) {
        runShown();
      }
    });
    this.#stopButton.addEventListener("click", () => this.#stop?.abort());
  }

  get isRunning() {
    return this.#stop !== null;
  }

  /**
   * Runs scenarios, with short waits.
   *
   * @param runs none of them is running or impossible
   * @param started called at once
   * @returns {startedAt, millis, stopped}
   */
  async run(runs, started) {
    const stop = new AbortController();
    this.#stop = stop;
    const startedAt = new Date();
    this.#done = 0;
    this.#all = runs.length;
    started();
    await runAll(
      runs,
      async run => {
        // The visitor may have started it in its row in the meantime.
        if (run.state !== "running") {
          await run.run(shortValuesOf(run.scenario), stop.signal);
        }
        if (!stop.signal.aborted) {
          this.#done++;
          this.#showProgress();
        }
      },
      stop.signal,
    );
    this.#stop = null;
    return { startedAt, millis: Date.now() - startedAt, stopped: stop.signal.aborted };
  }

  /** @param isRunnable whether a scenario that is shown can be run */
  update(isRunnable) {
    enable(
      this.#runButton,
      this.isRunning
        ? text("scenarios.allRunning")
        : isRunnable
          ? null
          : text("scenarios.nothingToRun"),
    );
    enable(this.#stopButton, this.isRunning ? null : text("scenarios.notRunning"));
    this.#showProgress();
  }

  #showProgress() {
    this.#progress.max = Math.max(this.#all, 1);
    this.#progress.value = this.#done;
    document.getElementById("scenarios-done").textContent =
      this.#all === 0
        ? text("scenarios.progress")
        : text("scenarios.done", number(this.#done), number(this.#all));
  }
}
