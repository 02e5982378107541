// The plots of the last minute: round-trip times, and echoes per second.

import { duration, measure } from "../base/format.js";
import { text } from "../base/texts.js";
import { loadChart, Plot } from "./plot.js";
import { STEP, STEPS } from "./series.js";

/** The times that the plots can show [s]. */
const SPANS = [5, 10, 20, 30, 60];

const PANEL = "round-trips";

export class PlotsView {
  #series;
  #changed;
  #tabs;
  #latency = document.getElementById("latency-plot");
  #rate = document.getElementById("rate-plot");
  #isLoading = false;
  #plots = null;

  /** @param changed is called when an update is due */
  constructor(series, tabs, changed) {
    this.#series = series;
    this.#tabs = tabs;
    this.#changed = changed;
    document.addEventListener("visibilitychange", () => this.#visibilityChanged());
    tabs.onShow(PANEL, () => this.#visibilityChanged());
  }

  /** Whether the plots move on without new echoes. */
  get isMoving() {
    return this.#isVisible && !this.#series.isEmpty;
  }

  update() {
    if (this.#plots === null || !this.#isVisible) {
      return;
    }
    const now = performance.now();
    const steps = this.#series.steps(now);
    const { latency, rate } = this.#plots;
    latency.titles = { x: text("trips.plot.seconds"), y: text("trips.plot.milliseconds") };
    rate.titles = { x: text("trips.plot.seconds"), y: text("trips.plot.perSecond") };
    const span = spanOf(steps, now);
    [latency, rate].forEach(plot => (plot.span = span));
    const values = minute(steps, now);
    latency.show([
      values.map(({ ago, median }) => ({ x: -ago, y: median })),
      values.map(({ ago, max }) => ({ x: -ago, y: max })),
    ]);
    rate.show([values.map(({ ago, count }) => ({ x: -ago, y: (count * 1000) / STEP }))]);
    const last = steps.at(-1);
    this.#latency.ariaLabel =
      last === undefined
        ? text("trips.plot.empty")
        : text("trips.plot.latency.now", duration(last.median), duration(last.max));
    this.#rate.ariaLabel =
      last === undefined
        ? text("trips.plot.empty")
        : text("trips.plot.rate.now", measure((last.count * 1000) / STEP));
  }

  get #isVisible() {
    return this.#tabs.isShown(PANEL) && !document.hidden;
  }

  #visibilityChanged() {
    this.#changed();
    if (this.#tabs.isShown(PANEL) && !this.#isLoading) {
      this.#isLoading = true;
      this.#load();
    }
  }

  async #load() {
    try {
      const Chart = await loadChart();
      this.#plots = {
        latency: new Plot(Chart, this.#latency, ["key-median", "key-max"]),
        rate: new Plot(Chart, this.#rate, ["key-rate"]),
      };
      this.update();
      this.#changed();
    } catch {
      document.getElementById("plot-problem").textContent = text("trips.plot.missing");
    }
  }
}

// The time that the plots show [s]: of the echoes in the last minute, rounded up.
function spanOf(steps, now) {
  const age = steps.length === 0 ? Infinity : (now - steps[0].at + STEP) / 1000;
  return SPANS.find(span => age <= span) ?? SPANS.at(-1);
}

// One value for each step of the last minute. The lines have a gap at steps without an echo.
function minute(steps, now) {
  const byEnd = new Map(steps.map(step => [step.at, step]));
  const last = Math.floor(now / STEP) * STEP;
  return Array.from({ length: STEPS }, (_, index) => {
    const at = last - (STEPS - 1 - index) * STEP;
    return { ago: (now - at) / 1000, median: NaN, max: NaN, count: 0, ...byEnd.get(at) };
  });
}
