// How long to wait before a lost connection is opened again.

export const MAXIMUM_ATTEMPTS = 20;

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/** The wait before an attempt [milliseconds], the first being 1: doubled each time, up to 30 s. */
export function waitBefore(attempt) {
  return Math.min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT);
}
