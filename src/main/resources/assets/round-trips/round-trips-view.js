// The section for round trips: runs, the table of times, and the plots.

import { enable, isEnabled, showProblem } from "../base/controls.js";
import { setText } from "../base/dom.js";
import { duration, measure, number, size } from "../base/format.js";
import { text } from "../base/texts.js";
import { resolutionOf } from "./clock.js";
import { PlotsView } from "./plots-view.js";
import { IN_FLIGHT, Run } from "./run.js";
import { nameOf, RunsView } from "./runs-view.js";
import { Samples } from "./samples.js";
import { readSettings } from "./settings.js";

/** The interval of updates [ms], because numbers that change faster are illegible. */
const UPDATE_INTERVAL = 250;

/** From this resolution on, a clock is too coarse for a network in the same house [ms]. */
const COARSE = 0.5;

const RESOLUTION = resolutionOf();

const FIELDS = ["mode", "kind", "size", "count"];
const PERCENTILES = { "trips-p50": 0.5, "trips-p90": 0.9, "trips-p99": 0.99 };

export class RoundTripsView {
  #connection;
  #log;
  #samples;
  #plots;
  #runs = new RunsView(timeOf);
  #run = null;
  #timer = null;
  #shownState = null;
  #start = document.getElementById("run-start");
  #stop = document.getElementById("run-stop");

  constructor(connection, log, tabs) {
    this.#connection = connection;
    this.#log = log;
    this.#samples = new Samples(connection);
    this.#plots = new PlotsView(this.#samples.series, tabs, () => this.#updateSoon());
    document.getElementById("run-form").addEventListener("submit", event => {
      event.preventDefault();
      this.#startRun();
    });
    this.#stop.addEventListener("click", () => {
      if (isEnabled(this.#stop)) {
        this.#run.stop();
      }
    });
    document.getElementById("trips-reset").addEventListener("click", () => {
      this.#samples.clear();
      this.update();
    });
    for (const name of FIELDS) {
      field(name).addEventListener("input", () => this.update());
    }
    // A new state is shown at once, but new counts are throttled, because messages may be frequent.
    connection.addEventListener("state", () =>
      connection.state === this.#shownState ? this.#updateSoon() : this.update(),
    );
    this.update();
  }

  /** Updates the section, and schedules another update if something moves by itself. */
  update() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#shownState = this.#connection.state;
    this.#updateFields();
    this.#updateRun();
    this.#updateTable();
    this.#runs.update();
    this.#plots.update();
    if (this.#isRunning || this.#plots.isMoving) {
      this.#updateSoon();
    }
  }

  get #isRunning() {
    return this.#run !== null && this.#run.outcome === null;
  }

  #updateSoon() {
    this.#timer ??= setTimeout(() => this.update(), UPDATE_INTERVAL);
  }

  async #startRun() {
    const { settings, sizeProblem, countProblem } = this.#read();
    if (sizeProblem !== null) {
      field("size").focus();
    } else if (countProblem !== null) {
      field("count").focus();
    } else if (isEnabled(this.#start) && this.#connection.state === WebSocket.OPEN) {
      const run = new Run(this.#connection, settings);
      this.#run = run;
      this.#note(["trips.log.start", () => nameOf(settings)]);
      const end = run.start();
      this.update();
      await end;
      this.#note(() => resultOf(run));
      this.#runs.add(run);
      this.update();
    }
  }

  #note(label) {
    this.#log.add({ kind: "note", label });
  }

  #read() {
    return readSettings(Object.fromEntries(FIELDS.map(name => [name, field(name).value])));
  }

  #updateFields() {
    const { settings, sizeProblem, countProblem } = this.#read();
    const words = problem => (problem === null ? null : text(problem[0], number(problem[1])));
    showProblem(field("size"), document.getElementById("run-size-problem"), words(sizeProblem));
    showProblem(field("count"), document.getElementById("run-count-problem"), words(countProblem));
    setText("run-mode-hint", text(`trips.hint.${settings.mode}`, number(IN_FLIGHT[settings.mode])));
    setText("trips-clock", RESOLUTION < COARSE ? "" : text("trips.clock", duration(RESOLUTION)));
    const disabledReason = this.#isRunning
      ? "trips.running"
      : this.#connection.state !== WebSocket.OPEN
        ? "trips.notOpen"
        : sizeProblem !== null || countProblem !== null
          ? "trips.invalid"
          : null;
    enable(this.#start, disabledReason === null ? null : text(disabledReason));
    enable(this.#stop, this.#isRunning ? null : text("trips.notRunning"));
  }

  #updateRun() {
    const run = this.#run;
    document.getElementById("run").hidden = run === null;
    if (run !== null) {
      const progress = document.getElementById("run-progress");
      progress.max = run.settings.count;
      progress.value = run.echoed;
      setText(
        "run-progress-words",
        text("trips.progress", number(run.echoed), number(run.settings.count)),
      );
      setText("run-result", this.#isRunning ? "" : outcomeOf(run));
    }
  }

  #updateTable() {
    const { times, rate } = this.#samples;
    const time = milliseconds => (times.count === 0 ? "–" : timeOf(milliseconds));
    setText("trips-count", number(times.count));
    setText("trips-min", time(times.min));
    setText("trips-max", time(times.max));
    for (const [id, fraction] of Object.entries(PERCENTILES)) {
      setText(id, time(times.percentile(fraction)));
    }
    setText("trips-rate", Number.isNaN(rate) ? "–" : measure(rate));
    enable(
      document.getElementById("trips-reset"),
      times.count === 0 ? text("trips.nothing") : null,
    );
  }
}

function field(name) {
  return document.getElementById(`run-${name}`);
}

/** How a run ended, in one or two sentences. */
function outcomeOf({ outcome, unanswered }) {
  const end = text(`trips.outcome.${outcome}`);
  return unanswered === 0
    ? end
    : text("trips.sentences", end, text("trips.result.unanswered", number(unanswered)));
}

/** The result of a run as one line of the log. */
function resultOf(run) {
  const { times, elapsed, bytes } = run;
  const name = nameOf(run.settings);
  const seconds = Math.max(elapsed, 0.1) / 1000;
  const found =
    times.count === 0
      ? text("trips.result.none", name)
      : text(
          "trips.result",
          name,
          number(times.count),
          size(bytes),
          duration(elapsed),
          measure(times.count / seconds),
          measure(bytes / 1e6 / seconds),
          timeOf(times.percentile(0.5)),
          timeOf(times.percentile(0.99)),
          timeOf(times.max),
        );
  return text("trips.sentences", outcomeOf(run), found);
}

/** A round-trip time [ms]. A coarse clock cannot measure a shorter time than its resolution. */
function timeOf(milliseconds) {
  return milliseconds < RESOLUTION && RESOLUTION >= COARSE
    ? text("trips.below", duration(RESOLUTION))
    : duration(milliseconds);
}
