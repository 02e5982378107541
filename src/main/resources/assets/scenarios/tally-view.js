// Shows how many scenarios had which result.

import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { COUNTED } from "./tally.js";

/**
 * Replaces the content of an element by the counts that are not 0, such as "12 passed · 1 failed".
 *
 * @param withNotRun whether those that were not run are counted too
 */
export function showTally(element, tally, { withNotRun = false } = {}) {
  const shown = COUNTED.filter(state => tally[state] > 0 && (withNotRun || state !== "notRun"));
  const counts = shown.map(name => {
    const count = document.createElement("span");
    count.dataset.state = name;
    count.textContent = text(`scenarios.count.${name}`, number(tally[name]));
    return count;
  });
  const separated = counts.flatMap((count, index) => (index === 0 ? [count] : [" · ", count]));
  if (element.textContent !== separated.map(part => part.textContent ?? part).join("")) {
    element.replaceChildren(...separated);
  }
}
