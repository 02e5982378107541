// Advice to the visitor, with links.

import { text } from "./texts.js";

/** The event of an address that the visitor wants to try; the detail is the address. */
export const TRY = "tryaddress";

/**
 * Replaces the items of an element.
 *
 * @param id of the element, usually a list
 * @param advice an array of [text key, ...values]. A value that is a URL becomes a link; the address of
 *     a WebSocket becomes a button that tries it
 * @param tag of the items
 */
export function showAdvice(id, advice, tag = "li") {
  document.getElementById(id).replaceChildren(
    ...advice.map(([key, ...values]) => {
      const item = document.createElement(tag);
      const words = text(key, ...values);
      const link = values.find(value => value instanceof URL);
      item.append(...(link === undefined ? [words] : linked(words, link)));
      return item;
    }),
  );
}

function linked(words, { href, protocol }) {
  const at = words.indexOf(href);
  const link = /^wss?:$/.test(protocol) ? tryButton(href) : externalLink(href);
  link.translate = false;
  link.textContent = href;
  return [words.slice(0, at), link, words.slice(at + href.length)];
}

function externalLink(href) {
  const link = document.createElement("a");
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

function tryButton(address) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link wire";
  button.addEventListener("click", () =>
    document.dispatchEvent(new CustomEvent(TRY, { detail: address })),
  );
  return button;
}
