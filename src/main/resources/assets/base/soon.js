// Work that is worth doing once for many causes.

/** An action to call as often as one likes: it runs once after a while [ms], for all calls until then. */
export function soon(action, wait = 16) {
  let isWaiting = false;
  return () => {
    if (isWaiting) {
      return;
    }
    isWaiting = true;
    // A timer, because a hidden page gets no animation frames.
    setTimeout(() => {
      isWaiting = false;
      action();
    }, wait);
  };
}
