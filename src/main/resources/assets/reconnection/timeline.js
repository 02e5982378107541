// Draws attempts on a time line as SVG: a row for each, with its step above its bar.

import { duration, measure } from "../base/format.js";
import { text } from "../base/texts.js";
import { outcomeOf, timelineOf } from "./attempts.js";

const NAMESPACE = "http://www.w3.org/2000/svg";
const ROW = 50;
const AXIS = 24;
const LEFT = 6;

/** The place to the right of the axis, for the outcome of a bar that ends there. */
const RIGHT = 118;

const BAR = { above: 22, height: 12, shortest: 3 };
const GAP = 6;

/** The least width of a delay that has room for its label. */
const LABEL = 52;

/** The least width of a section. */
const SECTION = 60;

/** The most sections of an axis. */
const MOST_SECTIONS = 6;

/**
 * Replaces the content of an <svg>. Its units are those of the page, so that words keep their size.
 *
 * @param now the time on the server's clock [ms]
 * @param width of the <svg>
 */
export function draw(svg, attempts, now, width) {
  const room = Math.floor((width - LEFT - RIGHT) / SECTION);
  const most = Math.min(Math.max(room, 1), MOST_SECTIONS);
  const { span, ticks, bars } = timelineOf(attempts, now, most);
  const height = AXIS + ROW * attempts.length;
  const scale = (width - LEFT - RIGHT) / span;
  const place = millis => LEFT + millis * scale;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("height", height);
  svg.setAttribute("aria-label", text("reconnection.timeline"));
  svg.replaceChildren(
    ...ticks.flatMap(tick => [
      element("line", {
        x1: place(tick),
        y1: AXIS - 6,
        x2: place(tick),
        y2: height,
        class: "tick",
      }),
      words(
        place(tick),
        12,
        text("duration.long", measure(tick / 1000)),
        `tick${tick === 0 ? " start" : ""}`,
      ),
    ]),
    ...attempts.flatMap((attempt, index) => row(attempt, bars[index], AXIS + ROW * index, place)),
  );
}

function row(attempt, { from, to, before }, top, place) {
  const [outcome, value] = outcomeOf(attempt);
  const y = top + BAR.above;
  const end = Math.max(place(to), place(from) + BAR.shortest);
  const parts = [
    words(LEFT, top + 15, `${attempt.number}  ${attempt.step}`, "step start"),
    element("rect", {
      x: place(from),
      y,
      width: end - place(from),
      height: BAR.height,
      rx: 2,
      class: `bar ${outcome}`,
    }),
    words(
      end + GAP,
      y + BAR.height - 2,
      text(`reconnection.outcome.${outcome}.short`, value),
      "outcome start",
    ),
  ];
  if (before !== null) {
    const middle = y + BAR.height / 2;
    parts.push(
      element("line", {
        x1: place(before),
        y1: middle,
        x2: place(from),
        y2: middle,
        class: "delay",
      }),
    );
    if (place(from) - place(before) >= LABEL) {
      parts.push(
        words(
          (place(from) + place(before)) / 2,
          y + BAR.height + 8,
          duration(attempt.delayMillis),
          "delay",
        ),
      );
    }
  }
  return parts;
}

function words(x, y, content, name) {
  const node = element("text", { x, y, class: name });
  node.textContent = content;
  return node;
}

function element(name, attributes) {
  const node = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  return node;
}
