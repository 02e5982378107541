// A list of advice.

import { text } from "./texts.js";

/**
 * Replaces the items of a list.
 *
 * @param id of the list element
 * @param advice an array of [text key, ...values]; a value that is a URL becomes a link
 * @param tag of the items
 */
export function showAdvice(id, advice, tag = "li") {
  document.getElementById(id).replaceChildren(
    ...advice.map(([key, ...values]) => {
      const item = document.createElement(tag);
      const words = text(key, ...values);
      const link = values.find(value => value instanceof URL);
      item.append(...(link === undefined ? [words] : linked(words, link.href)));
      return item;
    }),
  );
}

function linked(words, address) {
  const at = words.indexOf(address);
  const link = document.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener";
  link.translate = false;
  link.textContent = address;
  return [words.slice(0, at), link, words.slice(at + address.length)];
}
