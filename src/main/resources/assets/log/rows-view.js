// A virtual list: only the rows in and near the viewport are in the document. Once the log is full,
// that is more than ten times as fast as with all rows.

import { indexOf, Layout } from "./layout.js";
import { idOf, makeRow } from "./row.js";
import { onRowKeys, selectedNodes, targetOf } from "./row-keys.js";
import { isStale, newRow } from "./row-record.js";

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
  // The number of the current line, which the keys start from. It may not be among the rows.
  #current = null;
  #actions;

  /**
   * @param actions scrolled() is called when the visitor has scrolled to the end, or away from it;
   *     moved(line) and opened(line) when another line becomes the current one, and when the visitor
   *     wants to see it in full; close() for the key Escape
   */
  constructor(list, actions) {
    this.#list = list;
    this.#actions = actions;
    this.#sizer.className = "sizer";
    this.#sizer.role = "presentation";
    list.append(this.#sizer);
    list.addEventListener("scroll", () => this.#readScroll());
    list.addEventListener("click", event => {
      const row = this.#rowOf(event.target);
      if (row !== undefined && this.selectedText === null) {
        this.#select(row);
        actions.opened(row.line);
      }
    });
    onRowKeys(list, {
      move: key => this.#move(key),
      open: () => this.#currentRow !== undefined && actions.opened(this.#currentRow.line),
      close: actions.close,
    });
    new ResizeObserver(() => this.update()).observe(list);
  }

  /** Whether the newest row stays visible: not if the visitor has scrolled up or selects text. */
  get isFollowing() {
    return this.#isFollowing && this.selectedText === null;
  }

  /** The numbers of the first and the last line with selected text, or null. */
  get selectedText() {
    const [first, last] = selectedNodes().map(node => this.#rowOf(node)?.line.number);
    return first === undefined || last === undefined ? null : { first, last };
  }

  /** Shows these lines. */
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

  /** Creates the rows anew, because their words have changed. */
  renew() {
    this.#sizer.replaceChildren();
    this.#mounted.clear();
    this.#forgetHeights();
    this.update();
  }

  /** Scrolls to the current line if it is not visible. */
  reveal() {
    if (this.#currentRow !== undefined) {
      this.#reveal(indexOf(this.#rows, this.#current));
    }
  }

  /** Scrolls to the end, and follows new rows. */
  scrollToNewest() {
    document.getSelection().removeAllRanges();
    this.#isFollowing = true;
    this.update();
  }

  update() {
    const { clientHeight, clientWidth } = this.#list;
    if (clientWidth !== this.#width) {
      this.#width = clientWidth;
      this.#forgetHeights();
    }
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
    const end = this.#list.scrollHeight - clientHeight;
    const top = this.isFollowing ? end : this.#top(clientHeight);
    if (Math.abs(this.#list.scrollTop - top) >= 1) {
      this.#list.scrollTop = top;
    }
    this.#wantedTop = this.#list.scrollTop;
    this.#isFollowing ||= this.#list.scrollHeight <= clientHeight;
    this.#markCurrent();
  }

  // The top of the viewport, computed from the known and estimated heights.
  #top(clientHeight) {
    const { number, above } = this.#anchor;
    const top = this.isFollowing
      ? this.#layout.height - clientHeight
      : this.#layout.top(indexOf(this.#rows, number)) + above;
    return Math.max(0, top);
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
      indexes.sort((one, other) => one - other);
      indexes.forEach(index => wanted.set(this.#rows[index], index));
    }
    for (const [row, { element }] of this.#mounted) {
      if (!wanted.has(row) || isStale(row)) {
        element.remove();
        this.#mounted.delete(row);
      }
    }
    let next = this.#sizer.firstChild;
    for (const [row, index] of wanted) {
      const mounted = this.#mounted.get(row);
      if (mounted === undefined) {
        if (isStale(row)) {
          Object.assign(row, newRow(row.line));
        }
        const element = makeRow(row.line);
        row.top = null;
        this.#mounted.set(row, { element, index });
        this.#sizer.insertBefore(element, next);
      } else {
        mounted.index = index;
        next = mounted.element.nextSibling;
      }
    }
  }

  // The current row stays in the document, and so do the rows with an end of the selected text.
  #pinned() {
    const { first, last } = this.selectedText ?? {};
    const numbers = new Set([first, last, this.#currentRow?.line.number]);
    numbers.delete(undefined);
    return Array.from(numbers, number => indexOf(this.#rows, number));
  }

  #measure() {
    let changed = false;
    for (const [row, { element }] of this.#mounted) {
      if (row.height === undefined) {
        row.height = heightOf(element);
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
      this.#actions.scrolled();
    }
  }

  // The rows that are in the document have the heights of the new width already.
  #forgetHeights() {
    this.#rows.forEach(row => (row.height = undefined));
    const mounted = Array.from(this.#mounted.values(), ({ element }) => heightOf(element));
    this.#estimate = mounted.length === 0 ? FIRST_ESTIMATE : Math.min(...mounted);
  }

  get #currentRow() {
    const row = this.#current === null ? undefined : this.#rows[indexOf(this.#rows, this.#current)];
    return row?.line.number === this.#current ? row : undefined;
  }

  #move(key) {
    if (this.#rows.length > 0) {
      const { scrollTop, clientHeight } = this.#list;
      const current = this.#currentRow === undefined ? null : indexOf(this.#rows, this.#current);
      const index = targetOf(key, current, this.#layout, { scrollTop, clientHeight });
      const row = this.#rows[index];
      this.#select(row);
      this.#reveal(index);
      this.#actions.moved(row.line);
    }
  }

  #select(row) {
    this.#current = row.line.number;
    this.update();
  }

  #markCurrent() {
    const row = this.#currentRow;
    const current = this.#mounted.get(row)?.element;
    for (const { element } of this.#mounted.values()) {
      const isSelected = String(element === current);
      if (element.ariaSelected !== isSelected) {
        element.ariaSelected = isSelected;
      }
    }
    if (current === undefined) {
      this.#list.removeAttribute("aria-activedescendant");
    } else {
      this.#list.setAttribute("aria-activedescendant", idOf(row.line));
      current.ariaSetSize = this.#rows.length;
      current.ariaPosInSet = indexOf(this.#rows, this.#current) + 1;
    }
  }

  // The heights of the rows before may be estimates until they are in the viewport.
  #reveal(index) {
    const { line } = this.#rows[index];
    for (let round = 0; round < ROUNDS; round++) {
      const { scrollTop, clientHeight } = this.#list;
      const [top, bottom] = [this.#layout.top(index), this.#layout.top(index + 1)];
      const isBelow = bottom > scrollTop + clientHeight + 1 && top > scrollTop + 1;
      if (top >= scrollTop - 1 && !isBelow) {
        break;
      }
      const above = isBelow ? Math.min(bottom - top - clientHeight, 0) : 0;
      this.#anchor = { number: line.number, above };
      this.#isFollowing = false;
      this.update();
    }
    this.#readScroll();
  }

  #rowOf(node) {
    const element = (node instanceof Element ? node : node?.parentElement)?.closest(".line");
    const number = Number(this.#sizer.contains(element ?? null) ? element.dataset.number : NaN);
    const row = this.#rows[indexOf(this.#rows, number)];
    return row?.line.number === number ? row : undefined;
  }
}

function heightOf(element) {
  return element.getBoundingClientRect().height;
}
