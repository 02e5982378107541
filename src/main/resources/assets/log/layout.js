// Where rows of different heights lie under each other.

/** The tops of rows [px]: sums of their heights. To add ten thousand up takes less than a tenth of a millisecond. */
export class Layout {
  #tops = new Float64Array(1);
  #count = 0;

  /** Takes rows with a height each; one that has not been measured yet (undefined) is estimated. */
  arrange(rows, estimate) {
    if (rows.length >= this.#tops.length) {
      this.#tops = new Float64Array(2 * rows.length + 1);
    }
    let top = 0;
    for (let index = 0; index < rows.length; index++) {
      this.#tops[index] = top;
      top += rows[index].height ?? estimate;
    }
    this.#tops[rows.length] = top;
    this.#count = rows.length;
  }

  get height() {
    return this.#tops[this.#count];
  }

  top(index) {
    return this.#tops[index];
  }

  /** The row at a height: the first or the last one for what lies outside. */
  indexAt(y) {
    let low = 0;
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#tops[middle] <= y) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Math.max(low, 0);
  }
}

/** The index of the row whose line has a number; of the next one if that is gone or not shown. */
export function indexOf(rows, number) {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].line.number < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return Math.max(low, 0);
}
