// The resolution of the browser's clock: some browsers round it, against attacks that need exact times.

const SAMPLES = 3;
const LONGEST = 20;

/** The smallest step of a clock [ms], found by reading it until it has moved a few times. */
export function resolutionOf(now = () => performance.now()) {
  const start = now();
  let last = start;
  let smallest = LONGEST;
  for (let steps = 0; steps < SAMPLES && last - start < LONGEST; ) {
    const next = now();
    if (next > last) {
      smallest = Math.min(smallest, next - last);
      last = next;
      steps++;
    }
  }
  return smallest;
}
