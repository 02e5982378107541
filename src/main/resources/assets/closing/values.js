// Formats the values of explanations and arrows for display.

import { duration, number } from "../base/format.js";
import { text } from "../base/texts.js";

export function formatValues(values) {
  return values.map(value => {
    if (value?.millis !== undefined) {
      return duration(value.millis);
    }
    if (value?.count !== undefined) {
      return number(value.count);
    }
    return value?.code === null ? text("closing.noCode") : (value?.code ?? value);
  });
}
