// One plot, drawn by Chart.js in the colours of the page.

import { measure } from "../base/format.js";
import { STEP, STEPS } from "./series.js";

const MINUTE = (STEP * STEPS) / 1000;

/**
 * Loads Chart.js, which is larger than the rest of the page. The path is that of its WebJar, without
 * the version, which the server adds. The file is no module: in the bundle it exports the class, and
 * by itself it defines a global one.
 */
export async function loadChart() {
  const library = await import("../../webjars/chart.js/dist/chart.umd.js");
  return library.default ?? window.Chart;
}

export class Plot {
  #canvas;
  #keys;
  #chart;

  /**
   * @param keys the ids of the legend's elements, whose borders define the style of each line
   */
  constructor(Chart, canvas, keys) {
    this.#canvas = canvas;
    this.#keys = keys.map(id => document.getElementById(id));
    const fill = keys.length === 1;
    this.#chart = new Chart(canvas, {
      type: "line",
      data: {
        datasets: keys.map(() => ({
          data: [],
          borderWidth: 1.5,
          pointRadius: fill ? 0 : 1.5,
          pointBorderWidth: 0,
          stepped: fill && "after",
          fill: fill && "origin",
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        parsing: false,
        normalized: true,
        events: [],
        plugins: { legend: { display: false }, tooltip: { enabled: false } },
        scales: {
          x: axis({ type: "linear", min: -MINUTE, max: 0 }, value => measure(Math.abs(value))),
          y: axis({ beginAtZero: true, suggestedMax: 1 }, measure),
        },
      },
    });
    this.#paint();
    // Either the page's setting or the system's may switch between light and dark.
    const repaint = () => {
      this.#paint();
      this.#chart.update();
    };
    new MutationObserver(repaint).observe(document.documentElement, {
      attributeFilter: ["data-scheme"],
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  }

  /** The time that the plot shows [s]. */
  set span(seconds) {
    this.#chart.options.scales.x.min = -seconds;
  }

  /** The words of the axes, {x, y}. */
  set titles({ x, y }) {
    this.#chart.options.scales.x.title.text = x;
    this.#chart.options.scales.y.title.text = y;
  }

  /** Draws the points {x, y} of each line. */
  show(lines) {
    lines.forEach((points, index) => (this.#chart.data.datasets[index].data = points));
    this.#chart.update();
  }

  #paint() {
    const { color, fontFamily } = getComputedStyle(this.#canvas);
    const line = getComputedStyle(this.#canvas.parentElement).borderTopColor;
    const { datasets } = this.#chart.data;
    this.#keys.forEach((key, index) => {
      const style = getComputedStyle(key, "::before");
      datasets[index].borderColor = datasets[index].pointBackgroundColor = style.borderTopColor;
      datasets[index].backgroundColor = faint(style.borderTopColor);
      datasets[index].borderDash = style.borderTopStyle === "dashed" ? [5, 3] : [];
    });
    for (const scale of Object.values(this.#chart.options.scales)) {
      scale.ticks.color = scale.title.color = color;
      scale.ticks.font = scale.title.font = { family: fontFamily, size: 12 };
      scale.grid.color = scale.border.color = line;
    }
  }
}

function axis(range, callback) {
  return {
    ...range,
    title: { display: true },
    ticks: { callback, maxTicksLimit: 6, maxRotation: 0 },
    grid: {},
    border: {},
  };
}

// A computed colour has the form rgb(r, g, b).
function faint(color) {
  return color.replace("rgb(", "rgba(").replace(")", ", 0.2)");
}
