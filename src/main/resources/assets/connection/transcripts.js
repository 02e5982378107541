// What the server saw: the transcripts that this page's own server keeps of connections with an id.

import { httpAddress, ownServer } from "./address.js";

const PATIENCE = 10_000;
const SHORT_PATIENCE = 5000;
const NOT_FOUND = 404;
const BUSY = [429, 503];
const BAD_GATEWAY = 502;
const GATEWAY_TIMEOUT = 504;

/**
 * The address to open, and the id under which the server keeps its transcript. An address of another
 * server stays as it is, and has none.
 */
export function withTranscript(address) {
  const url = new URL(address);
  if (!url.href.startsWith(ownServer())) {
    return { address, id: null };
  }
  const given = url.searchParams.get("connection");
  if (given !== null) {
    return { address, id: given };
  }
  const id = newId();
  // Put behind what stands there: URLSearchParams would write all of it anew.
  url.search += `${url.search === "" ? "?" : "&"}connection=${id}`;
  return { address: url.href, id };
}

/**
 * The transcript of a connection once it has ended, or as far as it has come by then.
 *
 * @param wait how long to wait for the end at most, from 0s to 30s
 * @returns null if the server cannot be asked, or keeps no such transcript
 */
export async function transcriptOf(id, options) {
  return (await askForTranscript(id, options)).transcript;
}

/** The same with the reason where there is none: whyNot is "gone", "busy", "unreachable" or null. */
export async function askForTranscript(
  id,
  { wait = "5s", signal = AbortSignal.timeout(PATIENCE) } = {},
) {
  try {
    const response = await fetch(transcriptAddress(id, wait), { cache: "no-store", signal });
    if (response.ok) {
      return { transcript: await response.json(), whyNot: null };
    }
    return { transcript: null, whyNot: whyNoneIn(response) };
  } catch {
    return { transcript: null, whyNot: "unreachable" };
  }
}

function whyNoneIn(response) {
  if (response.status === NOT_FOUND) {
    return "gone";
  }
  return BUSY.includes(response.status) && isServers(response) ? "busy" : "unreachable";
}

/** Whether a refusal is the server's own: one of a proxy in front of it is no problem detail. */
function isServers({ headers }) {
  return headers.get("Content-Type")?.startsWith("application/problem+json") ?? false;
}

/** Whether the server of a connection can be asked about it. A proxy may answer instead of a server that is gone. */
export async function isServerThere(id) {
  try {
    const response = await fetch(transcriptAddress(id, "0s"), {
      method: "HEAD",
      cache: "no-store",
      signal: AbortSignal.timeout(SHORT_PATIENCE),
    });
    return (
      response.status < BAD_GATEWAY || response.status > GATEWAY_TIMEOUT || isServers(response)
    );
  } catch {
    return false;
  }
}

function transcriptAddress(id, wait) {
  return httpAddress(new URL(`connections/${encodeURIComponent(id)}?wait=${wait}`, ownServer()));
}

function newId() {
  // crypto.randomUUID() is not there on a page that came by plain http from another machine.
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `page-${Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("")}`;
}
