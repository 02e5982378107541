// Many runs, a few at a time.

/**
 * How many: a browser opens one connection to a server after another, and makes pages wait that
 * fail at many.
 */
export const AT_A_TIME = 8;

/** Works through a list until it is done or the signal says stop. */
export async function runAll(entries, run, signal) {
  const waiting = [...entries];
  const worker = async () => {
    while (waiting.length > 0 && !signal.aborted) {
      await run(waiting.shift());
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}
