// What a run is to be, read from its fields.

import { IN_FLIGHT, MAXIMUM_COUNT, MAXIMUM_SIZE } from "./run.js";

export const MODES = Object.keys(IN_FLIGHT);
export const KINDS = ["text", "binary"];

/**
 * Reads the fields' strings: mode, kind, size [bytes], count. The answer has the settings of a Run,
 * and what is wrong: a problem is a key of the page's texts and its values, or null.
 */
export function readSettings({ mode, kind, size, count }) {
  return {
    settings: { mode, kind, size: Number(size), count: Number(count) },
    sizeProblem: isWhole(size, 0, MAXIMUM_SIZE) ? null : ["trips.size.wrong", MAXIMUM_SIZE],
    countProblem: isWhole(count, 1, MAXIMUM_COUNT) ? null : ["trips.count.wrong", MAXIMUM_COUNT],
  };
}

function isWhole(value, least, most) {
  return /^ *[0-9]{1,9} *$/.test(value) && Number(value) >= least && Number(value) <= most;
}
