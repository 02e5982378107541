// Why a connection could not be opened. The browser does not tell a page; this finds out what it can.

import { httpAddress, ownServer } from "./address.js";

const PATIENCE = 5000;

let blocked = null;
document.addEventListener("securitypolicyviolation", event => {
  blocked = event.blockedURI;
});

/** Advice for a person: a list of text keys, each with its values. */
export async function adviceFor(address) {
  if (!navigator.onLine) {
    return [["advice.offline"]];
  }
  if (blocked !== null && new URL(address).href.startsWith(blocked)) {
    return [["advice.policy"]];
  }
  if (new URL(address).host !== new URL(ownServer()).host) {
    return [["advice.other", location.origin], ["advice.again"]];
  }
  return askOwnServer(address);
}

async function askOwnServer(address) {
  let response;
  try {
    response = await fetch(httpAddress(address), { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return [["advice.unreachable"], ["advice.again"]];
  }
  const upgradable = response.ok || response.status === 426;
  if (upgradable) {
    return location.protocol === "https:" ? [["advice.upgrade"]] : [["advice.upgrade"], ["advice.tls"]];
  }
  const problem = await response.json().catch(() => ({}));
  return [["advice.server", problem.detail ?? String(response.status)]];
}
