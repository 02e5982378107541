// Writes the texts that elements name.

import { text } from "../base/texts.js";

/** Writes the texts of all elements in a part of the page: data-text as content, data-label as label. */
export function showWords(root) {
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = text(element.dataset.text);
  }
  for (const element of root.querySelectorAll("[data-label]")) {
    element.ariaLabel = text(element.dataset.label);
  }
}

/** A copy of a template's content, with its texts. */
export function cloned(template) {
  const content = document.getElementById(template).content.cloneNode(true);
  showWords(content);
  return content;
}

/** Several names as one text, such as "A, B and C". */
export function listed(names) {
  return new Intl.ListFormat(document.documentElement.lang).format(names);
}
