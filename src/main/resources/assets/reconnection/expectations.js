// When a client is expected to come back, read from the fields.

export const LONGEST_DELAY = 600_000;
export const MOST_ATTEMPTS = 64;

/** The factors of the units [ms], as the server reads them. */
const UNITS = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const TIME = /^(0|[1-9][0-9]{0,9})([a-z]+)$/;
const NUMBER = /^[1-9][0-9]?$/;

/**
 * Parses the strings of the fields. An empty one expects nothing.
 *
 * @returns query for the server, "" for no expectation; problems by their fields, each a text key
 */
export function readExpectations({ minDelay, maxDelay, growing, attempts }) {
  const problems = {};
  const shortest = readDelay(minDelay);
  const longest = readDelay(maxDelay);
  if (Number.isNaN(shortest)) {
    problems.minDelay = "reconnection.delay.wrong";
  }
  if (Number.isNaN(longest)) {
    problems.maxDelay = "reconnection.delay.wrong";
  } else if (shortest !== null && longest !== null && shortest > longest) {
    problems.maxDelay = "reconnection.delay.shorter";
  }
  if (!isCount(attempts.trim())) {
    problems.attempts = "reconnection.attempts.wrong";
  }
  const parameters = new URLSearchParams(
    Object.entries({ minDelay, maxDelay, growing: growing ? "on" : "", attempts })
      .map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value !== ""),
  );
  return { query: parameters.toString(), problems };
}

/** A delay [ms]; null for none, NaN for an invalid one. */
function readDelay(input) {
  const written = input.trim();
  if (written === "") {
    return null;
  }
  const [, number, unit] = TIME.exec(written) ?? [];
  const delay = Object.hasOwn(UNITS, unit ?? "") ? Number(number) * UNITS[unit] : Number.NaN;
  return delay <= LONGEST_DELAY ? delay : Number.NaN;
}

function isCount(written) {
  return written === "" || (NUMBER.test(written) && Number(written) <= MOST_ATTEMPTS);
}
