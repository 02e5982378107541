// Runs many scenarios, a few at a time.

/** A browser opens connections to one server one after another, and delays pages after failures. */
export const CONCURRENCY = 8;

/** Runs all entries, some at a time, or stops when the signal is aborted. */
export async function runAll(entries, run, signal, concurrency = CONCURRENCY) {
  const waiting = [...entries];
  const worker = async () => {
    while (waiting.length > 0 && !signal.aborted) {
      await run(waiting.shift());
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
