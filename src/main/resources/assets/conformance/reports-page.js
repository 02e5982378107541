// The entry point of the list of reports: the addresses for a driver.

import { copy } from "../base/clipboard.js";
import { setText } from "../base/dom.js";
import { SchemeView } from "../base/scheme-view.js";
import { text } from "../base/texts.js";

new SchemeView();
showAddresses();
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const done = await copy(document.getElementById(button.dataset.copy).textContent);
    setText("copy-feedback", text(done ? "conformance.copied" : "conformance.notCopied"));
  });
}
document.documentElement.dataset.ready = "";

// Behind a proxy, the server may not know its own address.
function showAddresses() {
  const { href } = new URL(document.body.dataset.root, location.href);
  const server = href.replace(/^http/, "ws").replace(/\/$/, "");
  for (const element of document.querySelectorAll("[data-path]")) {
    element.textContent = server + element.dataset.path;
  }
}
