// Stores which foldable parts of a page are open, and restores that.

import { storage } from "./controls.js";

for (const fold of document.querySelectorAll("details.fold[id]")) {
  const stored = storage.get(`fold.${fold.id}`);
  if (stored !== null) {
    fold.open = stored === "open";
  }
  fold.addEventListener("toggle", () =>
    storage.set(`fold.${fold.id}`, fold.open ? "open" : "closed"),
  );
}
