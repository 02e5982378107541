// Whether the browser lets this page connect to the visitor's own computer or private network.
// https://wicg.github.io/local-network-access/#permission-prompt

import { isLoopback, isPrivate } from "./address.js";

// The newer name comes first. A browser rejects a query for a name that it does not know.
const NAMES = {
  loopback: ["loopback-network", "local-network-access"],
  network: ["local-network", "local-network-access"],
};

/**
 * The permission that a page needs for an address.
 *
 * @param page the host name of the page
 * @returns {place, state}: place is "loopback" for the visitor's computer or "network" for the
 *     visitor's private network; state is "granted", "prompt" or "denied". Null if no permission is
 *     needed, because the page was loaded from the same place, or if the browser has none
 */
export async function networkPermission(
  address,
  page = location.hostname,
  permissions = navigator.permissions,
) {
  const place = placeOf(new URL(address).hostname);
  if (place === null || isLoopback(page) || (place === "network" && isPrivate(page))) {
    return null;
  }
  for (const name of NAMES[place]) {
    try {
      return { place, state: (await permissions.query({ name })).state };
    } catch {
      // The browser does not know this name.
    }
  }
  return null;
}

function placeOf(host) {
  if (isLoopback(host)) {
    return "loopback";
  }
  return isPrivate(host) ? "network" : null;
}
