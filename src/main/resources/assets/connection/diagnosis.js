// Finds out why a connection could not be opened, and what to do. The browser hides the cause from
// pages, so this is an educated guess.

import { httpAddress, ownServer } from "./address.js";
import { blockedPort } from "./blocked-ports.js";
import { networkPermission } from "./network-permission.js";

const PATIENCE = 5000;

let blocked = null;
document.addEventListener("securitypolicyviolation", event => {
  // Only WebSocket connections, not the page's HTTP requests.
  if (/^wss?:/.test(event.blockedURI)) {
    blocked = new URL(event.blockedURI).origin;
  }
});

/**
 * Advice for the visitor, as an array of [text key, ...values].
 *
 * @param transcript the server's transcript of the connection; null if there is none
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
  const { host, protocol } = new URL(address);
  if (host !== new URL(ownServer()).host) {
    return adviceForOther(address);
  }
  if (protocol !== new URL(ownServer()).protocol) {
    return [[protocol === "wss:" ? "advice.noTls" : "advice.needsTls", otherScheme(address)]];
  }
  const seen = transcript === null ? null : adviceFromTranscript(transcript);
  return seen ?? adviceFromRequest(address, transcript);
}

/** Advice for the address of another server: the usual causes, because that server has no transcripts. */
export async function adviceForOther(address, permission = networkPermission(address)) {
  const { place, state } = (await permission) ?? {};
  if (state === "denied") {
    return [[`advice.denied.${place}`, location.origin], ["advice.again"]];
  }
  const { protocol } = new URL(address);
  return [
    ...(state === "prompt" ? [[`advice.prompt.${place}`, location.origin]] : []),
    ["advice.other", location.origin],
    ...(protocol === "wss:"
      ? [
          ["advice.certificate", new URL("/", httpAddress(address))],
          ["advice.maybeNoTls", otherScheme(address)],
        ]
      : [["advice.redirect", otherScheme(address)]]),
    ["advice.again"],
  ];
}

/** Advice from the server's transcript of the opening handshake; null if only its response can help. */
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
    return [["advice.onPurpose", new URL(ownServer())]];
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

async function adviceFromRequest(address, transcript) {
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

function otherScheme(address) {
  const url = new URL(address);
  url.protocol = url.protocol === "wss:" ? "ws:" : "wss:";
  return url;
}
