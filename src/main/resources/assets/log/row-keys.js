// The keys of the list of rows, as in the ARIA pattern of a listbox: the list has the focus, and one of
// its rows is the current one. https://www.w3.org/WAI/ARIA/apg/patterns/listbox/

const MOVES = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);

/**
 * Calls an action for the keys of a list.
 *
 * @param actions move(key), open() and close(), which returns whether something was closed
 */
export function onRowKeys(list, { move, open, close }) {
  list.addEventListener("keydown", event => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
      return;
    }
    if (MOVES.has(key)) {
      event.preventDefault();
      move(key);
    } else if (key === "Enter" || key === " ") {
      event.preventDefault();
      open();
    } else if (key === "Escape") {
      close();
    }
  });
}

/**
 * The index of the row that a key leads to.
 *
 * @param current the index of the current row; null if there is none
 * @param layout the positions of the rows, of which there is at least one
 * @param viewport scrollTop and clientHeight of the list [px]
 */
export function targetOf(key, current, layout, { scrollTop, clientHeight }) {
  const last = layout.count - 1;
  // Without a current row, an arrow key leads to the last visible one.
  const start = current ?? layout.indexAt(scrollTop + clientHeight - 1);
  const step = current === null ? 0 : 1;
  const top = layout.top(start);
  const target = {
    ArrowUp: start - step,
    ArrowDown: start + step,
    PageUp: Math.min(layout.indexAt(top - clientHeight), start - step),
    PageDown: Math.max(layout.indexAt(top + clientHeight), start + step),
    Home: 0,
    End: last,
  }[key];
  return Math.min(Math.max(target, 0), last);
}

/** The nodes where the selected text starts and ends; an empty array if nothing is selected. */
export function selectedNodes() {
  const selection = document.getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) {
    return [];
  }
  const { startContainer, endContainer } = selection.getRangeAt(0);
  return [startContainer, endContainer];
}
