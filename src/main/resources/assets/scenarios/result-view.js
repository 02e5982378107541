// The result of a run of several scenarios: its summary, its groups, and the report.

import { copy, save } from "../base/clipboard.js";
import { enable, isEnabled } from "../base/controls.js";
import { duration, number } from "../base/format.js";
import { text } from "../base/texts.js";
import { ownServer } from "../connection/address.js";
import { explanationOf } from "./explanation.js";
import { asJUnit } from "./junit.js";
import { asMarkdown } from "./markdown.js";
import { asJson, resultOf } from "./report.js";
import { reportWords } from "./report-words.js";
import { byGroup, tallyOf } from "./tally.js";
import { showTally } from "./tally-view.js";

const FEEDBACK_TIME = 2000;

const FORMATS = {
  markdown: { suffix: "md", type: "text/markdown", of: asMarkdown },
  json: { suffix: "json", type: "application/json", of: asJson },
  junit: { suffix: "xml", type: "application/xml", of: asJUnit },
};

export class ResultView {
  #browser;
  /** The scenarios of the last run: each with scenario, state and result. */
  #members = [];
  #count = 0;
  /** How the last run ended: startedAt, millis and stopped; null before its end. */
  #end = null;
  #summary = document.getElementById("scenarios-summary");
  #groups = document.getElementById("scenarios-by-group");
  #format = document.getElementById("scenarios-format");
  #copyButton = document.getElementById("scenarios-copy");
  #saveButton = document.getElementById("scenarios-save");
  #feedback = document.getElementById("scenarios-feedback");

  /** @param browser returns the name and version of the browser, in the current language */
  constructor(browser) {
    this.#browser = browser;
    this.#copyButton.addEventListener("click", () => this.#copy());
    this.#saveButton.addEventListener("click", () => this.#save());
  }

  /**
   * @param runs including scenarios that are not run
   * @param count how many are run
   */
  started(runs, count) {
    this.#members = runs;
    this.#count = count;
    this.#end = null;
    document.getElementById("scenarios-results").hidden = false;
    this.update();
  }

  finished(end) {
    this.#members = this.#members.map(({ scenario, state, result }) => ({
      scenario,
      state,
      result,
    }));
    this.#end = end;
    this.update();
  }

  /** Writes the result in the current language. */
  update() {
    this.#summary.textContent = this.#end === null ? this.#progress() : this.#summaryOf(this.#end);
    const pending = this.#end === null ? text("scenarios.report.pending") : null;
    enable(this.#copyButton, pending);
    enable(this.#saveButton, pending);
    this.#groups.replaceChildren(
      ...this.#byGroup().map(([name]) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        const tally = document.createElement("span");
        link.href = `#group-${name}-heading`;
        link.textContent = text(`scenarios.group.${name}`);
        tally.className = "tally";
        item.append(link, " ", tally);
        return item;
      }),
    );
    this.updateTallies();
  }

  /** Shows the results by group. They change more often than the rest. */
  updateTallies() {
    this.#byGroup().forEach(([, members], index) => {
      showTally(
        this.#groups.children[index].querySelector(".tally"),
        tallyOf(members.map(({ state }) => state)),
        { withNotRun: this.#end !== null },
      );
    });
  }

  #byGroup() {
    return byGroup(this.#members, ({ scenario }) => scenario.group);
  }

  #progress() {
    return this.#count === 0 ? "" : text("scenarios.started", number(this.#count));
  }

  #summaryOf({ millis, stopped }) {
    const { passed, undecided, known, failed, notRun } = tallyOf(
      this.#members.map(({ state }) => state),
    );
    return text(
      stopped ? "scenarios.stopped" : "scenarios.summary",
      number(passed),
      number(known),
      this.#browser(),
      number(failed),
      number(undecided),
      number(notRun),
      duration(millis),
    );
  }

  #report() {
    const result = resultOf(
      { ...this.#end, browser: this.#browser(), server: ownServer() },
      this.#members.map(member => ({
        ...member.result,
        scenario: member.scenario,
        state: member.state,
        explanation: explanationOf(member),
      })),
    );
    return { result, content: this.#chosen.of(result, reportWords(result)) };
  }

  async #copy() {
    if (isEnabled(this.#copyButton)) {
      const copied = await copy(this.#report().content);
      this.#feedback.textContent = text(copied ? "scenarios.copied" : "scenarios.notCopied");
      setTimeout(() => (this.#feedback.textContent = ""), FEEDBACK_TIME);
    }
  }

  #save() {
    if (isEnabled(this.#saveButton)) {
      const { result, content } = this.#report();
      const { suffix, type } = this.#chosen;
      save(`websocket-scenarios-${result.date.replaceAll(":", "-")}.${suffix}`, type, [content]);
    }
  }

  get #chosen() {
    return FORMATS[this.#format.value];
  }
}
