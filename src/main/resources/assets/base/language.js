// Switches the language of the page without loading it again, so that nothing is lost: no field, no
// line of the log, no open connection.
//
// The server renders the same page in each language. So the words of the other language are in the
// same order, and replace those here one by one. Words that a script has changed are left to the
// script.

import { replaceTexts } from "./texts.js";

const ATTRIBUTES = ["title", "aria-label", "placeholder", "label", "content"];
const PATIENCE = 10_000;

let words = wordsOf(document);

document
  .querySelectorAll(".languages a")
  .forEach(link => link.addEventListener("click", event => switchLanguage(event, link)));

async function switchLanguage(event, link) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  event.preventDefault();
  const translated = await load(link.href);
  const found = translated === null ? [] : wordsOf(translated);
  if (found.length !== words.length) {
    // The server is gone, or it has another version of the page.
    location.assign(link.href);
    return;
  }
  words = words.map((word, index) => replaced(word, found[index].value));
  replaceTexts(translated);
  document.documentElement.lang = translated.documentElement.lang;
  for (const other of document.querySelectorAll(".languages a")) {
    other.ariaCurrent = other.lang === document.documentElement.lang ? "true" : null;
  }
  document.dispatchEvent(new Event("languagechange"));
}

// The server stores the language in a cookie, so that it applies to all later requests.
async function load(address) {
  try {
    const response = await fetch(address, {
      headers: { Accept: "text/html" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null;
  }
}

// All words that the server has rendered: {node, name, value}; the name is that of an attribute, or
// null for a text.
function wordsOf(root) {
  const found = [];
  // A page that runs scripts has the content of <noscript> as text, another page as elements.
  const walker = root.createTreeWalker(
    root,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    ({ nodeName }) =>
      nodeName === "NOSCRIPT" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data.trim() !== "") {
        found.push({ node, name: null, value: node.data });
      }
    } else {
      for (const name of ATTRIBUTES) {
        if (node.hasAttribute(name)) {
          found.push({ node, name, value: node.getAttribute(name) });
        }
      }
    }
  }
  return found;
}

function replaced({ node, name, value }, translation) {
  if (name === null) {
    if (node.data === value) {
      node.data = translation;
    }
  } else if (node.getAttribute(name) === value) {
    node.setAttribute(name, translation);
  }
  return { node, name, value: translation };
}
