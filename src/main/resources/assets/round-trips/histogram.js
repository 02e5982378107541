// A histogram of times in constant memory. The width of the buckets grows with the time, as in
// HdrHistogram.

const BITS = 7;
const LINEAR = 2 ** BITS;
const LARGEST = 2 ** 31 - 1;
const BUCKETS = (31 - BITS + 1) * LINEAR;

/** The largest relative error of a percentile. Below 0.128 ms, the error is at most 0.5 µs. */
export const RELATIVE_ERROR = 1 / (2 * LINEAR);

/** Counts times from 1 µs to 35 minutes. A longer time counts as 35 minutes. */
export class Histogram {
  count = 0;
  min = Infinity;
  max = 0;

  #buckets = new Uint32Array(BUCKETS);

  add(milliseconds) {
    const time = Math.max(0, milliseconds);
    this.count++;
    this.min = Math.min(this.min, time);
    this.max = Math.max(this.max, time);
    this.#buckets[indexOf(Math.min(Math.round(time * 1000), LARGEST))]++;
  }

  /** The time [ms] that a fraction (0-1) of all times do not exceed, by nearest rank; NaN if empty. */
  percentile(fraction) {
    const rank = Math.max(1, Math.ceil(fraction * this.count));
    if (rank >= this.count) {
      return this.count === 0 ? NaN : this.max;
    }
    let index = -1;
    for (let seen = 0; seen < rank; seen += this.#buckets[index]) {
      index++;
    }
    return Math.min(Math.max(middleOf(index) / 1000, this.min), this.max);
  }

  clear() {
    this.count = 0;
    this.min = Infinity;
    this.max = 0;
    this.#buckets.fill(0);
  }
}

// The first buckets are 1 µs wide. Then each doubling of the time has LINEAR buckets of equal width.
function indexOf(micros) {
  const shift = Math.max(0, 31 - Math.clz32(micros) - BITS);
  return shift * LINEAR + (micros >>> shift);
}

function middleOf(index) {
  if (index < 2 * LINEAR) {
    return index;
  }
  const shift = Math.floor(index / LINEAR) - 1;
  const first = (index - shift * LINEAR) * 2 ** shift;
  return first + (2 ** shift - 1) / 2;
}
