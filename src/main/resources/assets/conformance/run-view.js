// "Test this browser": the form, and a run of cases from its start to its report.

import { enable, isEnabled, showProblem } from "../base/controls.js";
import { setText } from "../base/dom.js";
import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { throttled } from "../base/throttle.js";
import { browserOf } from "../scenarios/browser.js";
import { addressOf, runCase } from "./case-connection.js";
import { CellsView } from "./cells-view.js";
import { Driver } from "./driver.js";
import { follow, loadCases } from "./report.js";
import { stateOf } from "./results.js";
import { SummaryView } from "./summary-view.js";

const INTERVAL = 100;

/** As the server allows. */
const LONGEST_AGENT = 200;

export class RunView {
  #browser = browserOf();
  #cells = new CellsView();
  #summary = new SummaryView(this.#browser);
  #driver = null;
  #isBusy = false;
  #identity = null;
  #problem = null;
  #root = new URL(document.body.dataset.root, location.href);
  #agent = document.getElementById("agent");
  #startButton = document.getElementById("run-start");
  #stopButton = document.getElementById("run-stop");
  #groups = [...document.querySelectorAll("[name=group]")];

  constructor() {
    this.#agent.value =
      this.#browser === null ? "Browser" : `${this.#browser.name} ${this.#browser.version}`;
    document.getElementById("run-form").addEventListener("submit", event => {
      event.preventDefault();
      this.#startChosen();
    });
    this.#agent.addEventListener("input", () => this.#showAgentProblem(null));
    this.#stopButton.addEventListener("click", () =>
      isEnabled(this.#stopButton) ? this.#driver.stop() : this.#show("conformance.notRunning"),
    );
    for (const [id, isChosen] of [
      ["choose-all", true],
      ["choose-none", false],
    ]) {
      document.getElementById(id).addEventListener("click", () => this.#choose(isChosen));
    }
    for (const group of this.#groups) {
      group.addEventListener("change", () => this.#changed());
    }
    document.getElementById("list").addEventListener("click", ({ target }) => {
      const id = target.dataset?.run;
      if (id !== undefined) {
        this.#startOne(id);
      }
    });
    this.#updateButtons();
    this.#changed();
  }

  /** Writes all words again, in the current language. */
  update() {
    this.#cells.update();
    this.#summary.update();
    this.#updateButtons();
    this.#showAgentProblem(this.#agent.ariaInvalid === "true" ? this.#agentProblem : null);
    this.#show(this.#problem);
    this.#showProgress();
  }

  #choose(isChosen) {
    for (const group of this.#groups) {
      group.checked = isChosen;
    }
    this.#changed();
  }

  #startChosen() {
    const groups = new Set(this.#groups.filter(({ checked }) => checked).map(({ value }) => value));
    if (groups.size === 0) {
      this.#show("conformance.groups.problem");
    } else if (this.#canStart()) {
      this.#identity = this.#newIdentity();
      this.#cells.reset(this.#cells.idsOf(new Set(this.#groups.map(({ value }) => value))));
      this.#start(this.#cells.idsOf(groups));
    }
  }

  /** Runs one case more. It comes into the report of the last run of the same name. */
  #startOne(id) {
    if (this.#canStart()) {
      if (this.#identity?.agent !== this.#agent.value.trim()) {
        this.#identity = this.#newIdentity();
      }
      this.#cells.reset([id]);
      this.#start([id]);
    }
  }

  #canStart() {
    const { length } = this.#agent.value.trim();
    if (this.#isBusy) {
      this.#show("conformance.running");
    } else if (length === 0 || length > LONGEST_AGENT) {
      this.#showAgentProblem(this.#agentProblem);
      this.#agent.focus();
    } else {
      return true;
    }
    return false;
  }

  get #agentProblem() {
    return text("conformance.agent.problem", number(LONGEST_AGENT));
  }

  #newIdentity() {
    return { agent: this.#agent.value.trim(), run: newRun() };
  }

  #showAgentProblem(problem) {
    showProblem(this.#agent, document.getElementById("agent-problem"), problem);
  }

  async #start(ids) {
    const identity = this.#identity;
    const driver = new Driver(ids, (id, signal) =>
      runCase(addressOf(this.#root, id, identity), signal),
    );
    const report = new URL("conformance", this.#root);
    report.search = new URLSearchParams(identity);
    this.#driver = driver;
    this.#isBusy = true;
    this.#show(null);
    this.#summary.began(driver);
    const update = throttled(() => this.#showRun(driver), INTERVAL);
    driver.addEventListener("change", update);
    const drive = driver.drive();
    this.#updateButtons();
    const timer = setInterval(update, INTERVAL);
    const cases = await follow(
      driver,
      () => loadCases(report.href),
      loaded => this.#showCases(driver, loaded),
    );
    await drive;
    clearInterval(timer);
    this.#isBusy = false;
    this.#show(null);
    this.#showRun(driver);
    this.#summary.ended(driver, cases, report.href);
  }

  #showRun(driver) {
    for (const id of driver.current) {
      this.#cells.show(id, "running");
    }
    this.#updateButtons();
    this.#showProgress();
  }

  #showCases(driver, cases) {
    for (const result of cases) {
      if (!driver.current.has(result.id)) {
        const page = new URL(
          `conformance/${result.reportfile.replace(/json$/, "html")}`,
          this.#root,
        );
        this.#cells.show(result.id, stateOf(result), page.href);
      }
    }
    if (!driver.isRunning) {
      const known = new Set(cases.map(({ id }) => id));
      this.#cells.reset([...driver.ids].filter(id => !known.has(id)));
    }
  }

  #updateButtons() {
    enable(this.#startButton, this.#isBusy ? text("conformance.running") : null);
    enable(this.#stopButton, this.#driver?.isRunning ? null : text("conformance.notRunning"));
  }

  /** Other groups are chosen. */
  #changed() {
    this.#show(null);
    this.#showProgress();
  }

  /** @param problem a key of a text; null for none */
  #show(problem) {
    this.#problem = problem;
    setText("run-problem", problem === null ? "" : text(problem));
  }

  #showProgress() {
    const chosen = new Set(this.#groups.filter(({ checked }) => checked).map(({ value }) => value));
    this.#summary.showProgress(this.#driver, this.#cells.idsOf(chosen).length);
  }
}

/** A random id. A page over plain http from another machine has no randomUUID(). */
function newRun() {
  return (
    crypto.randomUUID?.()
    ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
      byte.toString(16).padStart(2, "0"),
    ).join("")
  );
}
