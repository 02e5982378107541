// What a person can do about it, as a list.

import { text } from "./texts.js";

/** Shows a list of text keys, each with its values. */
export function showAdvice(id, advice) {
  document.getElementById(id).replaceChildren(...advice.map(words => {
    const item = document.createElement("li");
    item.textContent = text(...words);
    return item;
  }));
}
