// Limits how often an action runs.

/**
 * Wraps an action that may be called often. The first call starts a timer [ms]; the action runs once
 * when it expires, for all calls until then.
 */
export function throttled(action, wait = 16) {
  let isWaiting = false;
  return () => {
    if (isWaiting) {
      return;
    }
    isWaiting = true;
    // Not requestAnimationFrame(), which does not fire while the page is hidden.
    setTimeout(() => {
      isWaiting = false;
      action();
    }, wait);
  };
}
