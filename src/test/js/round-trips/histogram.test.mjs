import assert from "node:assert/strict";
import test from "node:test";
import { Histogram, RELATIVE_ERROR } from "../../../main/resources/assets/round-trips/histogram.js";

const PARTS = [0, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1];

// The same numbers each time.
let seed = 42;
const random = () => {
  seed = (seed * 16807) % 2147483647;
  return seed / 2147483647;
};

const TIMES = {
  one: [0.3],
  two: [0.1, 400],
  none: [0, 0, 0],
  uniform: Array.from({ length: 5000 }, () => random() * 20),
  skewed: Array.from({ length: 5000 }, () => -Math.log(random()) * 3),
  wide: Array.from({ length: 5000 }, () => 10 ** (random() * 9 - 3)),
  edges: Array.from({ length: 31 }, (_, bit) => [2 ** bit - 1, 2 ** bit, 2 ** bit + 1])
    .flat()
    .map(micros => Math.min(micros, 2 ** 31 - 1) / 1000),
};

for (const [name, times] of Object.entries(TIMES)) {
  const values = [...times].sort((one, other) => one - other);
  const filled = () => {
    const histogram = new Histogram();
    times.forEach(value => histogram.add(value));
    return histogram;
  };

  for (const part of PARTS) {
    test(`a percentile keeps the error that is stated: ${name} ${part}`, () => {
      const exact = values[Math.max(1, Math.ceil(part * values.length)) - 1];
      const found = filled().percentile(part);
      const allowed = Math.max(exact * RELATIVE_ERROR, 0.0005) + 1e-9;
      assert.ok(Math.abs(found - exact) <= allowed, `${found} for ${exact}`);
    });
  }

  test(`counts, and has the smallest and the largest time: ${name}`, () => {
    const { count, min, max } = filled();
    assert.deepEqual([count, min, max], [values.length, values[0], values.at(-1)]);
  });

  test(`has nothing once it is cleared: ${name}`, () => {
    const histogram = filled();
    histogram.clear();
    assert.equal(histogram.count, 0);
    assert.equal(histogram.percentile(0.5), Number.NaN);
  });
}

test("a time is bounded in the buckets, and as it is in the largest and the smallest", () => {
  const longest = new Histogram();
  longest.add(1e12);
  longest.add(-1);
  longest.add(3e12);
  assert.equal(longest.max, 3e12);
  assert.equal(longest.min, 0);
  assert.ok(longest.percentile(0.5) >= (2 ** 31 / 1000) * 0.99);
});
