// The values of explanations and arrows, as a person reads them.

import { duration } from "../base/format.js";
import { text } from "../base/texts.js";

export function inWords(values) {
  return values.map(value => {
    if (value?.millis !== undefined) {
      return duration(value.millis);
    }
    return value?.code === null ? text("closing.noCode") : (value?.code ?? value);
  });
}
