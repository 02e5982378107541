// Focus and selection in the rows of the log. Tab reaches the buttons of only one row, so that a
// thousand rows are not a thousand tab stops. The arrow keys move between rows.

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

/** Makes the buttons of only one row tab stops. */
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

/**
 * Moves the focus between rows with the arrow keys.
 *
 * @param elementAt given a button and a number of steps, returns the element of the row that many
 *     steps away, or undefined
 */
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

/** The nodes where the selection starts and ends; an empty array if nothing is selected. */
export function selectedNodes() {
  const selection = document.getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) {
    return [];
  }
  const { startContainer, endContainer } = selection.getRangeAt(0);
  return [startContainer, endContainer];
}
