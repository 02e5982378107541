// The settings of a run, read from its fields.

import { IN_FLIGHT, MAXIMUM_COUNT, MAXIMUM_SIZE } from "./run.js";

export const MODES = Object.keys(IN_FLIGHT);
export const KINDS = ["text", "binary"];

/**
 * Parses the strings of the fields: mode, kind, size [bytes] and count.
 *
 * @returns settings for a Run; sizeProblem and countProblem, each [text key, value] or null
 */
export function readSettings({ mode, kind, size, count }) {
  return {
    settings: { mode, kind, size: Number(size), count: Number(count) },
    sizeProblem: isInteger(size, 0, MAXIMUM_SIZE) ? null : ["trips.size.wrong", MAXIMUM_SIZE],
    countProblem: isInteger(count, 1, MAXIMUM_COUNT) ? null : ["trips.count.wrong", MAXIMUM_COUNT],
  };
}

function isInteger(value, minimum, maximum) {
  return /^ *[0-9]{1,9} *$/.test(value) && Number(value) >= minimum && Number(value) <= maximum;
}
