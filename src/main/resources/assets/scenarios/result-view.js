// The summary of a run of all shown scenarios, and the buttons that export the result.

import { copy, save } from "../base/clipboard.js";
import { duration, number } from "../base/format.js";
import { text } from "../base/texts.js";
import { ownServer } from "../connection/address.js";
import { asJson, asMarkdown, resultOf } from "./report.js";

const FEEDBACK_TIME = 2000;
const STATES = ["idle", "passed", "undecided", "known", "failed", "impossible"];

export class ResultView {
  #browser;
  #result = null;
  #summary = document.getElementById("scenarios-summary");
  #feedback = document.getElementById("scenarios-feedback");

  /** @param browser name and version of the browser */
  constructor(browser) {
    this.#browser = browser;
    const formats = { markdown: () => this.#markdown(), json: () => asJson(this.#result) };
    const types = { markdown: ["md", "text/markdown"], json: ["json", "application/json"] };
    for (const [format, content] of Object.entries(formats)) {
      document
        .getElementById(`scenarios-copy-${format}`)
        .addEventListener("click", () => this.#copy(content()));
      document.getElementById(`scenarios-save-${format}`).addEventListener("click", () => {
        const [suffix, type] = types[format];
        save(`websocket-scenarios-${this.#result.date.replaceAll(":", "-")}.${suffix}`, type, [
          content(),
        ]);
      });
    }
  }

  started(count) {
    this.#summary.textContent = text("scenarios.started", number(count));
  }

  /** @param runs those of all shown scenarios, including scenarios that were not run */
  finished(runs, { startedAt, millis, stopped }) {
    this.#result = resultOf(
      { browser: this.#browser, server: ownServer(), startedAt, millis },
      runs.map(({ scenario, state, result }) => ({ ...result, scenario, state })),
    );
    const { passed, undecided, known, failed, notRun } = this.#result.summary;
    this.#summary.textContent = text(
      stopped ? "scenarios.stopped" : "scenarios.summary",
      number(passed),
      number(undecided),
      number(known),
      this.#browser,
      number(failed),
      number(notRun),
      duration(millis),
    );
    document.getElementById("scenarios-result").hidden = false;
  }

  #markdown() {
    const { browser, server, date, millis, summary } = this.#result;
    const counts = [
      summary.passed,
      summary.undecided,
      summary.known,
      summary.failed,
      summary.notRun,
    ].map(number);
    return asMarkdown(this.#result, {
      title: text("scenarios.report.title", browser),
      facts: text("scenarios.report.facts", server, date, duration(millis), ...counts),
      heads: [
        text("scenarios.report.scenario"),
        text("scenarios.report.expected"),
        text("scenarios.report.reported"),
        text("scenarios.report.seen"),
        text("scenarios.report.state"),
      ],
      states: Object.fromEntries(STATES.map(state => [state, text(`scenarios.state.${state}`)])),
    });
  }

  async #copy(content) {
    this.#feedback.textContent = text(
      (await copy(content)) ? "scenarios.copied" : "scenarios.notCopied",
    );
    setTimeout(() => (this.#feedback.textContent = ""), FEEDBACK_TIME);
  }
}
