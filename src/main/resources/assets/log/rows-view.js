// A virtual list: only the rows in and near the viewport are in the document. Filling the log is
// several times as fast as with all rows, and more than ten times as fast once it is full.

import { indexOf, Layout } from "./layout.js";
import { makeRow } from "./row.js";
import { onArrowKeys, selectedNodes, updateTabStops } from "./row-focus.js";

const MARGIN = 300;
const AT_END = 8;
const FIRST_ESTIMATE = 26;
const ROUNDS = 4;

export class RowsView {
  #list;
  #sizer = document.createElement("div");
  #rows = [];
  #layout = new Layout();
  #estimate = FIRST_ESTIMATE;
  #width = 0;
  // The row that keeps its position while others change: its line's number, and how far its top is
  // above the top of the viewport [px].
  #anchor = { number: 0, above: 0 };
  #isFollowing = true;
  #wantedTop = 0;
  #mounted = new Map();
  #scrolled;

  /** @param scrolled is called when the visitor has scrolled to the end, or away from it */
  constructor(list, scrolled) {
    this.#list = list;
    this.#scrolled = scrolled;
    this.#sizer.className = "sizer";
    list.append(this.#sizer);
    list.addEventListener("scroll", () => this.#readScroll());
    list.addEventListener("click", event => {
      const button = event.target.closest(".actions button");
      if (button !== null) {
        this.#unfold(this.#rowOf(button), button.dataset.action);
      }
    });
    list.addEventListener("focusin", () => this.#updateTabStops());
    onArrowKeys(list, (button, step) => this.#elementAt(button, step));
    new ResizeObserver(() => this.#resized()).observe(list);
  }

  /** Whether the newest row stays visible: not if the visitor has scrolled up or selects text. */
  get isFollowing() {
    return this.#isFollowing && this.selected === null;
  }

  /** The numbers of the first and the last line with selected text, or null. */
  get selected() {
    const [first, last] = selectedNodes().map(node => this.#rowOf(node)?.line.number);
    return first === undefined || last === undefined ? null : { first, last };
  }

  /** Shows these lines. A row that was shown before stays unfolded. */
  show(lines) {
    const known = new Map(this.#rows.map(row => [row.line.number, row]));
    this.#rows = lines.map(line => known.get(line.number) ?? newRow(line));
    this.update();
  }

  /** Removes the lines before a number and adds new lines at the end. */
  advance(first, lines) {
    const firstIndex = this.#rows.findIndex(row => row.line.number >= first);
    this.#rows.splice(0, firstIndex === -1 ? this.#rows.length : firstIndex);
    this.#rows.push(...lines.map(newRow));
    this.update();
  }

  /** Scrolls to the end, and follows new rows. */
  scrollToNewest() {
    document.getSelection().removeAllRanges();
    this.#isFollowing = true;
    this.update();
  }

  update() {
    const { clientHeight } = this.#list;
    // If rows are higher or lower than estimated, other rows may be in the viewport.
    for (let round = 0, changed = true; changed && round < ROUNDS; round++) {
      this.#layout.arrange(this.#rows, this.#estimate);
      this.#mount(this.#top(clientHeight), clientHeight);
      changed = this.#measure();
    }
    this.#layout.arrange(this.#rows, this.#estimate);
    this.#sizer.style.height = `${this.#layout.height}px`;
    for (const [row, { element, index }] of this.#mounted) {
      const top = `${this.#layout.top(index)}px`;
      if (row.top !== top) {
        row.top = top;
        element.style.top = top;
      }
    }
    const top = this.isFollowing ? this.#list.scrollHeight - clientHeight : this.#top(clientHeight);
    if (Math.abs(this.#list.scrollTop - top) >= 1) {
      this.#list.scrollTop = top;
    }
    this.#wantedTop = this.#list.scrollTop;
    this.#isFollowing ||= this.#list.scrollHeight <= clientHeight;
    this.#updateTabStops();
  }

  #updateTabStops() {
    const { children, lastElementChild } = this.#sizer;
    updateTabStops(children, document.activeElement?.closest("#output .line") ?? lastElementChild);
  }

  // The top of the viewport, computed from the known and estimated heights.
  #top(clientHeight) {
    const end = Math.max(0, this.#layout.height - clientHeight);
    return this.isFollowing
      ? end
      : Math.max(
          0,
          this.#layout.top(indexOf(this.#rows, this.#anchor.number)) + this.#anchor.above,
        );
  }

  #mount(top, clientHeight) {
    const wanted = new Map();
    if (this.#rows.length > 0) {
      const first = this.#layout.indexAt(top - MARGIN);
      const last = this.#layout.indexAt(top + clientHeight + MARGIN);
      const indexes = this.#pinned().filter(index => index < first || index > last);
      for (let index = first; index <= last; index++) {
        indexes.push(index);
      }
      indexes
        .sort((one, other) => one - other)
        .forEach(index => wanted.set(this.#rows[index], index));
    }
    for (const [row, { element }] of this.#mounted) {
      if (!wanted.has(row) || isStale(row)) {
        this.#unmount(row, element);
      }
    }
    let next = this.#sizer.firstChild;
    for (const [row, index] of wanted) {
      const mounted = this.#mounted.get(row);
      if (mounted === undefined) {
        if (isStale(row)) {
          Object.assign(row, newRow(row.line));
        }
        const element = makeRow(row.line, row.unfolded);
        row.top = null;
        this.#mounted.set(row, { element, index });
        this.#sizer.insertBefore(element, next);
      } else {
        mounted.index = index;
        next = mounted.element.nextSibling;
      }
    }
  }

  #unmount(row, element) {
    if (element.contains(document.activeElement)) {
      this.#list.focus({ preventScroll: true });
    }
    element.remove();
    this.#mounted.delete(row);
  }

  // A row stays in the document while it has the focus, or an end of the selection.
  #pinned() {
    const { first, last } = this.selected ?? {};
    const focused = this.#rowOf(document.activeElement)?.line.number;
    const numbers = new Set([first, last, focused].filter(number => number !== undefined));
    return Array.from(numbers, number => indexOf(this.#rows, number));
  }

  #measure() {
    let changed = false;
    for (const [row, { element }] of this.#mounted) {
      if (row.height === undefined) {
        row.height = element.getBoundingClientRect().height;
        changed ||= row.height !== this.#estimate;
      }
    }
    return changed;
  }

  #readScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.#list;
    const atEnd = scrollHeight - scrollTop - clientHeight < AT_END;
    // The end also moves away if the list shrinks, without the visitor scrolling.
    const follows = atEnd || (this.#isFollowing && scrollTop >= this.#wantedTop - 1);
    const changed = follows !== this.#isFollowing;
    this.#isFollowing = follows;
    const index = this.#layout.indexAt(scrollTop);
    this.#anchor = {
      number: this.#rows[index]?.line.number ?? 0,
      above: scrollTop - this.#layout.top(index),
    };
    this.update();
    if (changed) {
      this.#scrolled();
    }
  }

  #resized() {
    const { clientWidth } = this.#list;
    if (clientWidth !== this.#width) {
      this.#width = clientWidth;
      this.#rows.forEach(row => (row.height = undefined));
      this.#estimate =
        this.#mounted.size === 0
          ? FIRST_ESTIMATE
          : Math.min(
              ...[...this.#mounted.values()].map(
                ({ element }) => element.getBoundingClientRect().height,
              ),
            );
    }
    this.update();
  }

  #unfold(row, way) {
    const { element } = this.#mounted.get(row);
    const index = this.#rows.indexOf(row);
    // The row keeps its position, or its top becomes visible.
    const above = Math.min(this.#list.scrollTop - this.#layout.top(index), 0);
    row.unfolded = row.unfolded === way ? null : way;
    row.height = undefined;
    row.top = null;
    const fresh = makeRow(row.line, row.unfolded);
    element.replaceWith(fresh);
    this.#mounted.set(row, { element: fresh, index });
    this.#anchor = { number: row.line.number, above };
    this.#isFollowing = false;
    this.update();
    this.#readScroll();
    this.#scrolled();
    fresh.querySelector(`[data-action="${way}"]`).focus({ preventScroll: true });
  }

  // The element of the row some steps away from the row that contains a node.
  #elementAt(node, step) {
    const index = this.#rows.indexOf(this.#rowOf(node)) + step;
    const row = this.#rows[index];
    if (row !== undefined && !this.#mounted.has(row)) {
      this.#list.scrollTop = this.#layout.top(index);
      this.#readScroll();
    }
    return this.#mounted.get(row)?.element;
  }

  #rowOf(node) {
    const element = (node instanceof Element ? node : node?.parentElement)?.closest(".line");
    const number = Number(this.#sizer.contains(element ?? null) ? element.dataset.number : NaN);
    const row = this.#rows[indexOf(this.#rows, number)];
    return row?.line.number === number ? row : undefined;
  }
}

function newRow(line) {
  return { line, unfolded: null, height: undefined, top: null, hasLostData: line.data === null };
}

// Whether the log has dropped the data since the row was created.
function isStale(row) {
  return row.hasLostData !== (row.line.data === null);
}
