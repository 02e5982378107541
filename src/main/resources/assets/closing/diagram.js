// Draws the arrows of sequence.js between two lifelines as SVG.

import { duration } from "../base/format.js";
import { text } from "../base/texts.js";
import { formatValues } from "./values.js";

const NAMESPACE = "http://www.w3.org/2000/svg";
const WIDTH = 300;
const TOP = 26;
const ROW = 46;
const LIFELINES = { browser: 14, path: WIDTH / 2, server: WIDTH - 14 };
const HEAD = 7;
const GAP = 3;

/** Replaces the content of an <svg>. Its label describes the arrows for screen readers. */
export function draw(svg, arrows) {
  const height = TOP + ROW * arrows.length + 10;
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`);
  svg.setAttribute("aria-label", arrows.map(inSentence).join(" "));
  svg.replaceChildren(
    actorLabel("browser", 0, 12, "actor start"),
    actorLabel("server", WIDTH, 12, "actor end"),
    line(LIFELINES.browser, TOP - 6, LIFELINES.browser, height, "lifeline"),
    line(LIFELINES.server, TOP - 6, LIFELINES.server, height, "lifeline"),
    ...arrows.map((arrow, row) => arrowAt(arrow, TOP + ROW * row + 24)),
  );
}

function arrowAt(arrow, y) {
  const group = element("g", { class: `${arrow.kind}${arrow.lost ? " lost" : ""}` });
  const from = LIFELINES[arrow.from];
  const to = LIFELINES[arrow.to];
  const middle = (from + to) / 2;
  if (arrow.from === arrow.to) {
    group.append(
      element("circle", { cx: from, cy: y - 4, r: 5 }),
      label(from + 12, y, labelOf(arrow), "label start"),
    );
    if (arrow.at !== null) {
      group.append(label(from + 12, y + 15, duration(arrow.at), "time start"));
    }
    return group;
  }
  const direction = Math.sign(to - from);
  const end = arrow.lost ? to - direction * 40 : to - direction * GAP;
  group.append(line(from + direction * GAP, y, end, y, "shaft"));
  group.append(...(arrow.lost ? cross(end, y) : [head(end, y, direction)]));
  if (arrow.from === "path") {
    group.append(element("circle", { cx: from, cy: y, r: 3 }));
  }
  const place = arrow.from === "path" ? WIDTH / 2 : middle;
  group.append(label(place, y - 6, labelOf(arrow), "label"));
  if (arrow.at !== null) {
    group.append(label(place, y + 15, duration(arrow.at), "time"));
  }
  return group;
}

function labelOf(arrow) {
  return text(`sequence.${arrow.label}`, ...formatValues(arrow.values));
}

function inSentence(arrow) {
  const label = labelOf(arrow);
  const sentence =
    arrow.from === arrow.to
      ? text("sequence.words.event", label)
      : text(
          `sequence.words.${arrow.lost ? "lost" : "arrow"}`,
          label,
          text(`sequence.words.${arrow.from}`),
          text(`sequence.words.${arrow.to}`),
        );
  return arrow.at === null
    ? sentence
    : `${sentence} ${text("sequence.words.at", duration(arrow.at))}`;
}

function actorLabel(actor, x, y, name) {
  return label(x, y, text(`sequence.actor.${actor}`), name);
}

function label(x, y, content, name) {
  const node = element("text", { x, y, class: name });
  node.textContent = content;
  return node;
}

function line(x1, y1, x2, y2, name) {
  return element("line", { x1, y1, x2, y2, class: name });
}

function head(x, y, direction) {
  const back = x - direction * HEAD;
  return element("polygon", { points: `${x},${y} ${back},${y - 4} ${back},${y + 4}` });
}

function cross(x, y) {
  return [line(x - 5, y - 5, x + 5, y + 5, "shaft"), line(x - 5, y + 5, x + 5, y - 5, "shaft")];
}

function element(name, attributes) {
  const node = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  return node;
}
