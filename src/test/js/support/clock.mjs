/**
 * Replaces the timers and performance.now() during a test.
 *
 * @returns pass, a function that lets an amount of time pass [ms]
 */
export function fakeClock(context) {
  const real = { setTimeout, clearTimeout, setInterval, clearInterval };
  const timers = new Map();
  let now = 0;
  let next = 1;
  const start = repeats => (action, wait) => {
    timers.set(next, { action, due: now + wait, every: repeats ? wait : null });
    return next++;
  };
  const stop = id => timers.delete(id);
  Object.assign(globalThis, {
    setTimeout: start(false),
    clearTimeout: stop,
    setInterval: start(true),
    clearInterval: stop,
  });
  context.mock.method(performance, "now", () => now);
  context.after(() => Object.assign(globalThis, real));

  return function pass(millis) {
    const end = now + millis;
    for (;;) {
      const [id, timer] = [...timers].sort(([, one], [, other]) => one.due - other.due)[0] ?? [];
      if (timer === undefined || timer.due > end) {
        now = end;
        return;
      }
      now = timer.due;
      if (timer.every === null) {
        timers.delete(id);
      } else {
        timer.due += timer.every;
      }
      timer.action();
    }
  };
}
