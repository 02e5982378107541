// Whether the browser lets this page reach the visitor's own computer or own network.
// https://wicg.github.io/local-network-access/#permission-prompt

import { isLoopback, isPrivate } from "./address.js";

// The newer name first: a browser that does not know a name rejects the query.
const NAMES = {
  loopback: ["loopback-network", "local-network-access"],
  network: ["local-network", "local-network-access"],
};

/**
 * What stands between a page and an address.
 *
 * @param page the host name of the page
 * @returns place: "loopback" for the visitor's computer, "network" for the visitor's network; state of
 *     the permission: "granted", "prompt" or "denied". Null where the page needs none, as it comes
 *     from there itself, or where the browser knows none
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
      // Not known by this name.
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
