// The focus and the selection in the rows of the log. One row's buttons are reached by Tab, those of the others from
// there with the arrow keys: a thousand rows are no thousand stops.

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

/** Lets Tab stop at the buttons of one row only. */
export function updateTabStops(elements, current) {
  for (const element of elements) {
    const tabIndex = element === current ? 0 : -1;
    for (const button of element.querySelectorAll("button")) {
      if (button.tabIndex !== tabIndex) {
        button.tabIndex = tabIndex;
      }
    }
  }
}

/** @param elementAt gives the row's element some steps away from the one that has this element, or undefined */
export function onArrowKeys(list, elementAt) {
  list.addEventListener("keydown", event => {
    const step = STEPS[event.key];
    const button = event.target.closest("button");
    if (step === undefined || button === null) {
      return;
    }
    event.preventDefault();
    const element = elementAt(button, step);
    if (element !== undefined) {
      const same = element.querySelector(`[data-action="${button.dataset.action}"]`);
      (same ?? element.querySelector("button")).focus();
    }
  });
}

/** Where the selection of some text starts and ends; nothing without one. */
export function selectedNodes() {
  const selection = document.getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) {
    return [];
  }
  const { startContainer, endContainer } = selection.getRangeAt(0);
  return [startContainer, endContainer];
}
