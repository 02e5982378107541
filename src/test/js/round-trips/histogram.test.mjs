import assert from "node:assert/strict";
import test from "node:test";
import { Histogram, RELATIVE_ERROR } from "../../../main/resources/assets/round-trips/histogram.js";

const FRACTIONS = [0, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1];

// A generator with a fixed seed.
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

  for (const fraction of FRACTIONS) {
    test(`the error of a percentile is within its bound: ${name} ${fraction}`, () => {
      const exact = values[Math.max(1, Math.ceil(fraction * values.length)) - 1];
      const found = filled().percentile(fraction);
      const allowed = Math.max(exact * RELATIVE_ERROR, 0.0005) + 1e-9;
      assert.ok(Math.abs(found - exact) <= allowed, `${found} for ${exact}`);
    });
  }

  test(`has the count, the smallest and the largest time: ${name}`, () => {
    const { count, min, max } = filled();
    assert.deepEqual([count, min, max], [values.length, values[0], values.at(-1)]);
  });

  test(`is empty after clear(): ${name}`, () => {
    const histogram = filled();
    histogram.clear();
    assert.equal(histogram.count, 0);
    assert.equal(histogram.percentile(0.5), Number.NaN);
  });
}

test("bounds times in the buckets, but not the smallest and the largest time", () => {
  const longest = new Histogram();
  longest.add(1e12);
  longest.add(-1);
  longest.add(3e12);
  assert.equal(longest.max, 3e12);
  assert.equal(longest.min, 0);
  assert.ok(longest.percentile(0.5) >= (2 ** 31 / 1000) * 0.99);
});
