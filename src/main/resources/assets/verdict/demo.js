// The test whether WebSocket works: connects, sends a message, waits for its echo, and closes.

import { ownServer } from "../connection/address.js";

export const MESSAGE = "WebSocket rocks";
export const CLOSE_ARGUMENTS = [1000, "Deliberate disconnection"];

/** The longest wait for the echo [ms]. */
export const PATIENCE = 10_000;

/**
 * Runs the test once. The visitor may use the connection in the meantime.
 *
 * @param open opens the connection to an address
 * @returns {outcome, roundTrip}: outcome is "works", "fails" or "silent" (no echo); roundTrip [ms] is
 *     null without an echo
 */
export function runDemo(connection, open) {
  const { promise, resolve } = Promise.withResolvers();
  const listeners = new AbortController();
  const listen = (type, action) =>
    connection.addEventListener(type, action, { signal: listeners.signal });
  const settle = (outcome, roundTrip = null) => {
    clearTimeout(timer);
    listeners.abort();
    resolve({ outcome, roundTrip });
  };
  const timer = setTimeout(() => {
    settle("silent");
    connection.cancel();
    connection.close(...CLOSE_ARGUMENTS);
  }, PATIENCE);
  listen("connected", () => connection.send(MESSAGE));
  listen("received", ({ detail: { data, roundTrip } }) => {
    if (data === MESSAGE) {
      settle("works", roundTrip);
      connection.close(...CLOSE_ARGUMENTS);
    }
  });
  listen("ended", () => settle("fails"));
  open(ownServer());
  return promise;
}
