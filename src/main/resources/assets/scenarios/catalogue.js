// Loads the catalogue.

import { httpAddress, ownServer } from "../connection/address.js";

const PATIENCE = 10_000;

/**
 * The entries in their order, in the visitor's language. Throws if they cannot be loaded.
 *
 * The first request of the catalogue's own page is already under way as a preload: it has no headers
 * of its own, so this has none either.
 */
export async function loadEntries() {
  const response = await fetch(httpAddress(new URL("scenarios?format=json", ownServer())), {
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) {
    throw new Error(`The catalogue answered with ${response.status}`);
  }
  return response.json();
}
