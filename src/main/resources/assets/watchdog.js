// The first script of each page, and the only classic one: says so if the page cannot start, because
// something blocked its module, or the browser does not understand it, or the module is late.
// The page's module sets data-ready when it runs.

{
  const PATIENCE = 15_000;
  const root = document.documentElement;
  const isReady = () => root.dataset.ready !== undefined;

  const report = (kind, detail = "") => {
    if (isReady()) {
      return;
    }
    if (document.readyState === "loading") {
      // The element for the sentence may not exist yet.
      document.addEventListener("DOMContentLoaded", () => report(kind, detail), { once: true });
      return;
    }
    const place = document.querySelector("[data-blocked]");
    place.textContent = place.dataset[kind].replace("{0}", () => detail);
    place.hidden = false;
    const verdict = place.closest("[data-state]");
    if (verdict) {
      verdict.dataset.state = "fails";
    }
  };

  // The event of an element does not bubble, so this listens to the capturing phase.
  addEventListener(
    "error",
    ({ target, message }) => {
      if (target instanceof HTMLScriptElement) {
        report("blocked", target.src);
      } else if (target === window) {
        report("failed", message);
      }
    },
    true,
  );
  setTimeout(() => report("late"), PATIENCE);
}
