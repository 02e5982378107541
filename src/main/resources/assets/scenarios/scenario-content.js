// The unfolded part of a scenario: its fields, what both sides report, and the code to run it elsewhere.

import { copy } from "../base/clipboard.js";
import { enable } from "../base/controls.js";
import { text } from "../base/texts.js";
import { verdictOf } from "../connection/verdict.js";
import { problemOf } from "./check.js";
import { withoutSecrets } from "./credentials.js";
import { ElsewhereView } from "./elsewhere-view.js";
import { isLate } from "./expectation.js";
import { explanationOf } from "./explanation.js";
import { FieldsView } from "./fields-view.js";
import { toFragment } from "./link.js";
import { eventText } from "./report.js";
import { cloned } from "./words.js";

const FEEDBACK_TIME = 2000;

export class ScenarioContent {
  #element;
  #run;
  #form;
  #fields;
  #elsewhere;

  /**
   * Creates the content.
   *
   * @param element its place, which is empty
   * @param run the scenario and its result
   * @param start runs the scenario with the values of the fields
   * @param stop stops that run
   */
  constructor(element, run, { start, stop }) {
    this.#element = element;
    this.#run = run;
    element.append(cloned("scenario-content"));
    this.#form = element.querySelector("form");
    this.#fields = new FieldsView(this.#form, run.scenario);
    this.#elsewhere = new ElsewhereView(element.querySelector(".elsewhere"), run.scenario);
    const impossible = run.state === "impossible";
    this.#submit.hidden = impossible;
    this.#part("stop").hidden = impossible;
    for (const part of ["reported", "frames"]) {
      this.#part(part).parentElement.hidden = impossible;
    }
    this.#form.addEventListener("submit", event => {
      event.preventDefault();
      start();
    });
    this.#form.addEventListener("input", event => {
      this.#fields.clearProblem(event.target.name);
      this.#run.reset();
    });
    this.#form.addEventListener("change", () => this.check());
    // The fields still have their old values during the event.
    this.#form.addEventListener("reset", () => setTimeout(() => this.#changed()));
    this.#part("stop").addEventListener("click", stop);
    this.#part("link").addEventListener("click", () => this.#copyLink());
    this.replace();
  }

  /** The values of the fields that are not empty. */
  get values() {
    return this.#fields.values;
  }

  fill(values) {
    if (this.#fields.fill(values)) {
      this.#changed();
    }
  }

  /** Whether the server accepts the values. Shows a problem at its field. */
  async check() {
    const problem = await problemOf(this.#run.scenario, this.values);
    this.#part("problem").textContent = this.#fields.showProblem(problem) ? problem.words : "";
    return problem === null;
  }

  /** Takes the catalogue's sentences in another language. */
  replace() {
    const { scenario } = this.#run;
    this.#fields.replace(scenario);
    this.#part("example").textContent =
      scenario.server === null ? scenario.example : scenario.server + scenario.example.slice(1);
    this.#part("certificates").hidden = scenario.server === null;
    this.#part("demands").textContent = scenario.verdict;
    const rfc = this.#part("rfc");
    rfc.textContent = scenario.rfc;
    rfc.href = scenario.rfc.replace(
      /^RFC (\d+), section ([\d.]+)$/,
      "https://www.rfc-editor.org/rfc/rfc$1#section-$2",
    );
  }

  /** @param isAlone whether the scenario was started in its row, so that it can be stopped there */
  update(isAlone) {
    const { state, result, scenario } = this.#run;
    const { values } = this;
    this.#elsewhere.update(values);
    enable(this.#submit, state === "running" ? text("scenarios.running") : null);
    enable(
      this.#part("stop"),
      isAlone ? null : text(state === "running" ? "scenarios.runsWithAll" : "scenarios.notRunning"),
    );
    const { expected } = result ?? this.#run.expectation(values);
    this.#show("expected", eventText(expected), false);
    this.#part("known").replaceChildren(
      ...notesOf(scenario).map(note => {
        const item = document.createElement("li");
        item.textContent = note;
        return item;
      }),
    );
    this.#show(
      "reported",
      result?.report ? eventText(result.report) : result === null ? "" : text("scenarios.nothing"),
      !result?.report,
    );
    this.#show("frames", framesOf(result?.transcript));
    this.#updateVerdict(result);
    this.#show("explanation", explanationOf(this.#run));
  }

  #changed() {
    this.#run.reset();
    this.check();
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

  async #copyLink() {
    const link = new URL(location.href);
    // The recipient's browser selects the language.
    link.searchParams.delete("lang");
    const { scenario } = this.#run;
    link.hash = toFragment(scenario.id, withoutSecrets(scenario, this.values));
    const copied = await copy(link.href);
    if (!copied) {
      history.replaceState(null, "", link);
    }
    this.#part("linked").textContent = text(copied ? "scenarios.linkCopied" : "link.notCopied");
    setTimeout(() => (this.#part("linked").textContent = ""), FEEDBACK_TIME);
  }

  #show(name, words, translate = true) {
    const part = this.#part(name);
    // A status that is written again may be announced again.
    if (part.textContent !== words) {
      part.textContent = words;
    }
    part.translate = translate;
  }

  get #submit() {
    return this.#form.querySelector("[type=submit]");
  }

  #part(name) {
    return this.#element.querySelector(`[data-part="${name}"]`);
  }
}

/** What other clients report: by the RFC, and as known deviations. */
function notesOf(scenario) {
  const { expected, expectedInBrowsers, deviations } = scenario;
  return [
    ...(expectedInBrowsers === null
      ? []
      : [text("scenarios.outsideBrowsers", eventText(expected))]),
    ...deviations.map(deviation => deviationText(scenario, deviation)),
  ];
}

function deviationText(scenario, deviation) {
  const { browser, seenWith, expected } = deviation;
  return isLate(scenario, deviation)
    ? text("scenarios.deviation.late", browser, seenWith)
    : text("scenarios.deviation", browser, seenWith, eventText(expected));
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
