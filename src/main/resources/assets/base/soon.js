// Work that is worth doing once for many causes.

/** An action to call as often as one likes: it runs once after a while [ms], for all calls until then. */
export function soon(action, wait = 16) {
  let timer = null;
  return () => {
    // A timer, for a hidden page gets no animation frames.
    timer ??= setTimeout(() => {
      timer = null;
      action();
    }, wait);
  };
}
