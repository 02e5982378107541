// Exponential backoff for reconnecting.

export const MAXIMUM_ATTEMPTS = 20;

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/** The wait before an attempt [ms]: doubled for each attempt, up to 30 s. The first attempt is 1. */
export function waitBefore(attempt) {
  return Math.min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT);
}
