// Loads the report of a run while it goes on.

const PATIENCE = 20_000;
const INTERVAL = 1000;
const LAST_INTERVAL = 250;

/** After so many failures in a row, the server is gone. */
export const MOST_FAILURES = 3;

/** How often the end of a run asks for results that are still missing. */
export const MOST_TRIES = 20;

/** The cases of a report, none if it has not begun; null if the server did not respond. */
export async function loadCases(address, load = fetch) {
  try {
    const response = await load(address, {
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status === 404) {
      return [];
    }
    return response.ok ? (await response.json()).cases : null;
  } catch {
    return null;
  }
}

/**
 * Loads the results again and again while a run goes on, and then until none is missing.
 *
 * @param driver of the run
 * @param load () => the cases; null if they could not be loaded
 * @param show gets the cases
 * @param pause waits [ms]
 * @returns the cases at the end; null if they could not be loaded
 */
export async function follow(driver, load, show, pause = wait) {
  let failures = 0;
  while (driver.isRunning) {
    await pause(INTERVAL);
    const cases = await load();
    failures = cases === null ? failures + 1 : 0;
    if (cases !== null) {
      show(cases);
    } else if (failures === MOST_FAILURES) {
      driver.giveUp();
    }
  }
  let cases = null;
  for (let tries = 0; tries < MOST_TRIES && !hasAll(cases, driver.ended); tries++) {
    if (tries > 0) {
      await pause(LAST_INTERVAL);
    }
    cases = await load();
  }
  if (cases !== null) {
    show(cases);
  }
  return cases;
}

function hasAll(cases, ids) {
  if (cases === null) {
    return false;
  }
  const known = new Set(cases.map(({ id }) => id));
  return [...ids].every(id => known.has(id));
}

function wait(millis) {
  return new Promise(resolve => setTimeout(resolve, millis));
}
