// Parts of a page that can be folded stay as the visitor left them.

import { remembered } from "./controls.js";

for (const fold of document.querySelectorAll("details.fold[id]")) {
  const kept = remembered.get(`fold.${fold.id}`);
  if (kept !== null) {
    fold.open = kept === "open";
  }
  fold.addEventListener("toggle", () =>
    remembered.set(`fold.${fold.id}`, fold.open ? "open" : "closed"),
  );
}
