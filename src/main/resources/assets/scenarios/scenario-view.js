// One row of the catalogue: the state and, when unfolded, the fields, both reports and the code.

import { copy } from "../base/clipboard.js";
import { enable, isEnabled, showProblem } from "../base/controls.js";
import { duration } from "../base/format.js";
import { text } from "../base/texts.js";
import { verdictOf } from "../connection/verdict.js";
import { problemOf } from "./check.js";
import { ElsewhereView } from "./elsewhere-view.js";
import { toFragment } from "./link.js";
import { eventText } from "./report.js";
import { valuesOfExample } from "./target.js";

const FEEDBACK_TIME = 2000;

export class ScenarioView {
  #run;
  #row;
  #form;
  #elsewhere = null;
  #running = null;

  constructor(row, run) {
    this.#row = row;
    this.#run = run;
    this.#form = row.querySelector("form");
    run.addEventListener("change", () => this.update());
    row.addEventListener("toggle", () => this.#prepare());
    this.#prepare();
    this.update();
  }

  /** Unfolds the row, sets its fields, and scrolls to it. */
  unfold(values = {}) {
    this.#row.open = true;
    this.#prepare();
    this.#fill(values);
    this.#row.scrollIntoView();
    this.#row.querySelector("summary").focus({ preventScroll: true });
  }

  set hidden(hidden) {
    this.#row.hidden = hidden;
  }

  update() {
    const { state } = this.#run;
    this.#row.dataset.state = state;
    this.#row.querySelector(".outcome").textContent = text(`scenarios.state.${state}`);
    if (this.#elsewhere !== null) {
      this.#updateContent(state);
    }
  }

  // Creates the content at the first unfolding, because most rows are never unfolded.
  #prepare() {
    if (!this.#row.open || this.#elsewhere !== null) {
      return;
    }
    this.#fillFields();
    this.#elsewhere = new ElsewhereView(this.#row.querySelector(".elsewhere"), this.#run.scenario);
    for (const element of this.#row.querySelectorAll("[hidden]")) {
      element.hidden = false;
    }
    const impossible = this.#run.state === "impossible";
    this.#row.querySelector(".buttons").hidden = impossible;
    for (const part of ["reported", "frames"]) {
      this.#part(part).parentElement.hidden = impossible;
    }
    this.#form.addEventListener("submit", event => {
      event.preventDefault();
      this.#start();
    });
    this.#form.addEventListener("input", event => {
      this.#showProblem(event.target.name, null);
      this.#run.reset();
      this.update();
    });
    this.#form.addEventListener("change", () => this.#check());
    // The fields still have their old values during the event.
    this.#form.addEventListener("reset", () =>
      setTimeout(() => {
        this.#run.reset();
        this.#check();
        this.update();
      }),
    );
    this.#part("link").addEventListener("click", () => this.#copyLink());
    this.#part("stop").addEventListener("click", () => this.#running?.abort());
    this.update();
  }

  #fillFields() {
    const values = valuesOfExample(this.#run.scenario);
    for (const field of this.#form.querySelectorAll("input, select")) {
      const value = values[field.name];
      if (value === undefined) {
        continue;
      }
      if (field.options !== undefined) {
        [...field.options].forEach(option => (option.defaultSelected = option.value === value));
      } else {
        field.defaultValue = value;
      }
    }
    this.#form.reset();
  }

  #fill(values) {
    const known = Object.entries(values).filter(
      ([name]) => this.#form.elements[name] !== undefined,
    );
    if (known.length > 0) {
      known.forEach(([name, value]) => (this.#form.elements[name].value = value));
      this.#run.reset();
      this.#check();
      this.update();
    }
  }

  async #copyLink() {
    const link = new URL(location.href);
    // The recipient's browser selects the language.
    link.searchParams.delete("lang");
    link.hash = toFragment(this.#run.scenario.id, this.#values());
    const copied = await copy(link.href);
    if (!copied) {
      history.replaceState(null, "", link);
    }
    this.#part("linked").textContent = text(copied ? "scenarios.linkCopied" : "link.notCopied");
    setTimeout(() => (this.#part("linked").textContent = ""), FEEDBACK_TIME);
  }

  #values() {
    return Object.fromEntries([...new FormData(this.#form)].filter(([, value]) => value !== ""));
  }

  #updateContent(state) {
    const values = this.#values();
    this.#elsewhere.update(values);
    enable(
      this.#form.querySelector("[type=submit]"),
      state === "running" ? text("scenarios.running") : null,
    );
    enable(
      this.#part("stop"),
      this.#running !== null
        ? null
        : text(state === "running" ? "scenarios.runsWithAll" : "scenarios.notRunning"),
    );
    const result = this.#run.result;
    const { expected } = result ?? this.#run.expectation(values);
    this.#part("expected").textContent = eventText(expected);
    this.#show(
      "reported",
      result?.report ? eventText(result.report) : result === null ? "" : text("scenarios.nothing"),
      !result?.report,
    );
    this.#show("frames", framesOf(result?.transcript));
    this.#updateVerdict(result);
    this.#show("explanation", this.#explanation(state, result));
  }

  #updateVerdict(result) {
    const verdict = result?.transcript?.verdict;
    this.#show("verdict", verdict ? text(verdictOf(result.transcript)) : "");
    const absence = { busy: "scenarios.explain.busy", unreachable: "scenarios.explain.notAsked" }[
      result?.absence
    ];
    this.#show(
      "observed",
      result === null
        ? ""
        : (verdict?.observed ?? text(absence ?? "scenarios.explain.noTranscript")),
    );
    this.#show("remark", verdict?.remark ?? "");
  }

  #explanation(state, result) {
    if (state === "impossible") {
      return text("scenarios.explain.impossible");
    }
    switch (result?.why) {
      case "passed":
        return text("scenarios.explain.passed");
      case "known":
        return text("scenarios.explain.known", result.deviation.browser, result.deviation.seenWith);
      case "undecided":
        return text("scenarios.explain.undecided");
      case "unreachable":
        return text("scenarios.explain.unreachable");
      case "report":
        return text("scenarios.explain.report");
      case "server":
        return text("scenarios.explain.server");
      case "silent":
        return text("scenarios.explain.silent", duration(result.patience));
      default:
        return "";
    }
  }

  async #start() {
    if (!isEnabled(this.#form.querySelector("[type=submit]")) || this.#running !== null) {
      return;
    }
    const running = new AbortController();
    this.#running = running;
    if ((await this.#check()) && !running.signal.aborted) {
      await this.#run.run(this.#values(), running.signal);
    }
    this.#running = null;
    this.update();
  }

  /** Whether the server accepts the values. Shows a problem at its field. */
  async #check() {
    const values = this.#values();
    const problem = await problemOf(this.#run.scenario, values);
    for (const field of this.#form.querySelectorAll("input")) {
      this.#showProblem(field.name, field.name === problem?.parameter ? problem.words : null);
    }
    const withoutField = problem !== null && this.#form.elements[problem.parameter] === undefined;
    this.#part("problem").textContent = withoutField ? problem.words : "";
    return problem === null;
  }

  #showProblem(name, problem) {
    const field = this.#form.elements[name];
    const place = document.getElementById(`${field.id}.problem`);
    if (place !== null) {
      showProblem(field, place, problem);
    }
  }

  #show(name, words, translate = true) {
    const part = this.#part(name);
    part.textContent = words;
    part.translate = translate;
  }

  #part(name) {
    return this.#row.querySelector(`[data-part="${name}"]`);
  }
}

function framesOf(transcript) {
  if (!transcript) {
    return "";
  }
  const { received, sent } = transcript.closing;
  return [
    text("scenarios.frame.received", frameOf(received)),
    text("scenarios.frame.sent", frameOf(sent)),
  ].join("\n");
}

function frameOf(close) {
  if (close === null) {
    return text("scenarios.frame.none");
  }
  return close.code === null
    ? text("scenarios.frame.noCode")
    : `${close.code} ${JSON.stringify(close.reason)}`;
}
