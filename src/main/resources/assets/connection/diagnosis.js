// Why a connection could not be opened, and what to do. The browser does not tell a page; this finds
// out what it can.

import { httpAddress, ownServer } from "./address.js";
import { blockedPort } from "./blocked-ports.js";
import { networkPermission } from "./network-permission.js";

const PATIENCE = 5000;

let blocked = null;
document.addEventListener("securitypolicyviolation", event => {
  // Not what the page asks by HTTP.
  if (/^wss?:/.test(event.blockedURI)) {
    blocked = new URL(event.blockedURI).origin;
  }
});

/**
 * Advice for a person: a list of text keys, each with its values.
 *
 * @param transcript what the server saw of the connection; null if it saw nothing, or cannot be asked
 */
export async function adviceFor(address, transcript = null) {
  if (!navigator.onLine) {
    return [["advice.offline"]];
  }
  if (isBlocked(address)) {
    return [["advice.policy", new URL(address).origin]];
  }
  const port = blockedPort(address);
  if (port !== null) {
    return [["advice.port", port]];
  }
  if (new URL(address).host !== new URL(ownServer()).host) {
    return adviceForOther(address);
  }
  const seen = transcript === null ? null : adviceFromTranscript(transcript);
  return seen ?? askOwnServer(address, transcript);
}

/** Advice for another server's address: nothing can be asked there, so what it mostly is. */
export async function adviceForOther(address, permission = networkPermission(address)) {
  const { place, state } = (await permission) ?? {};
  if (state === "denied") {
    return [[`advice.denied.${place}`, location.origin], ["advice.again"]];
  }
  const { protocol } = new URL(address);
  return [
    ...(state === "prompt" ? [[`advice.prompt.${place}`, location.origin]] : []),
    ["advice.other", location.origin],
    protocol === "wss:"
      ? ["advice.certificate", new URL("/", httpAddress(address))]
      : ["advice.redirect", secured(address)],
    ["advice.again"],
  ];
}

/** Advice from what the server saw of the opening handshake; null if its answer has to be read for that. */
export function adviceFromTranscript({
  state,
  scenario,
  handshake: { status },
  closing: { cause },
}) {
  if (state === "open") {
    return [["advice.taken"]];
  }
  if (scenario !== null && cause === "scenario") {
    return [["advice.onPurpose", ownServer()]];
  }
  if (status === null) {
    return [["advice.unanswered"], ["advice.again"]];
  }
  if (status === 101) {
    return [["advice.answer"]];
  }
  if (status === 403) {
    return [["advice.origin", location.origin]];
  }
  return status === 429 || status === 503 ? [["advice.later", status]] : null;
}

async function askOwnServer(address, transcript) {
  let response;
  try {
    response = await fetch(httpAddress(address), {
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return [["advice.unreachable"], ["advice.again"]];
  }
  const upgradable = response.ok || response.status === 426;
  if (upgradable && transcript !== null) {
    return [["advice.headers", transcript.handshake.status]];
  }
  if (upgradable) {
    return location.protocol === "https:"
      ? [["advice.upgrade"]]
      : [["advice.upgrade"], ["advice.tls"]];
  }
  const problem = await response.json().catch(() => ({}));
  return [["advice.server", problem.detail ?? String(response.status)]];
}

function isBlocked(address) {
  return blocked === new URL(address).origin;
}

function secured(address) {
  const url = new URL(address);
  url.protocol = "wss:";
  return url.href;
}
