// Shows the state of each case: as a cell of the matrix, and beside its row in the list.

import { text } from "../base/texts.js";

export class CellsView {
  #cells = byId("[data-case]", "case");
  #rows = byId("[data-result]", "result");
  #states = new Map();
  #pages = new Map();

  /** The ids of the cases of some groups, in their order. */
  idsOf(groups) {
    return [...this.#cells].filter(([, cell]) => groups.has(cell.dataset.group)).map(([id]) => id);
  }

  /** Forgets the results of cases. */
  reset(ids) {
    for (const id of ids) {
      this.#pages.delete(id);
      this.show(id, "idle");
    }
  }

  /**
   * Shows the state of a case.
   *
   * @param page the address of its result; undefined keeps it
   */
  show(id, state, page = this.#pages.get(id)) {
    const cell = this.#cells.get(id);
    if (cell === undefined || (this.#states.get(id) === state && this.#pages.get(id) === page)) {
      return;
    }
    this.#states.set(id, state);
    if (page === undefined) {
      cell.href = `#case-${id}`;
    } else {
      this.#pages.set(id, page);
      cell.href = page;
    }
    this.#write(id, cell, state, page);
  }

  /** Writes all words again, in the current language. */
  update() {
    for (const [id, cell] of this.#cells) {
      this.#write(id, cell, this.#states.get(id) ?? "idle", this.#pages.get(id));
    }
  }

  #write(id, cell, state, page) {
    const word = text(`conformance.state.${state}`);
    const words = text("conformance.cell", id, word);
    cell.dataset.state = state;
    cell.title = words;
    cell.firstElementChild.textContent = words;
    const row = this.#rows.get(id);
    row.hidden = page === undefined;
    row.dataset.state = state;
    row.href = page ?? "#list";
    row.textContent = word;
  }
}

function byId(selector, name) {
  return new Map(
    Array.from(document.querySelectorAll(selector), element => [element.dataset[name], element]),
  );
}
