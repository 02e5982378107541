// Requests the transcripts that this page's own server records of connections with an id.

import { httpAddress, ownServer } from "./address.js";

const PATIENCE = 10_000;
const SHORT_PATIENCE = 5000;
const NO_CONTENT = 204;
const BUSY = [429, 503];
const BAD_GATEWAY = 502;
const GATEWAY_TIMEOUT = 504;

/**
 * Adds an id to an address of this server, so that the server records a transcript.
 *
 * @returns {address, id}; for another server, and for a sequence, which chooses the ids itself, the
 *     address is unchanged and the id is null
 */
export function withTranscript(address) {
  const url = new URL(address);
  if (!url.href.startsWith(ownServer()) || isSequence(url.href)) {
    return { address, id: null };
  }
  const existing = url.searchParams.get("connection");
  if (existing !== null) {
    return { address, id: existing };
  }
  const id = newId();
  // Appended as text, because URLSearchParams would encode the existing query again.
  url.search += `${url.search === "" ? "?" : "&"}connection=${id}`;
  return { address: url.href, id };
}

/**
 * Why the page knows no id of a connection: "sequence" if the sequence has chosen it, otherwise
 * "other", for another server.
 */
export function absenceOfId(address) {
  return isSequence(address) ? "sequence" : "other";
}

function isSequence(address) {
  return address.startsWith(`${ownServer()}sequence/`);
}

/**
 * Requests the transcript of a connection.
 *
 * @param options.wait the longest time to wait for the end of the connection, 0s-30s; after that,
 *     the transcript is incomplete
 * @returns null if there is no transcript, or the server cannot be reached
 */
export async function transcriptOf(id, options) {
  return (await requestTranscript(id, options)).transcript;
}

/** Like transcriptOf(), with the reason if there is none: absence is "gone", "busy" or "unreachable". */
export async function requestTranscript(
  id,
  { wait = "5s", signal = AbortSignal.timeout(PATIENCE) } = {},
) {
  try {
    const response = await fetch(transcriptAddress(id, `?wait=${wait}&absent=empty`), {
      cache: "no-store",
      signal,
    });
    // Without a transcript, the status is 204: browsers report a 404 as an error.
    if (response.status === NO_CONTENT) {
      return { transcript: null, absence: "gone" };
    }
    if (response.ok) {
      return { transcript: await response.json(), absence: null };
    }
    return { transcript: null, absence: absenceIn(response) };
  } catch {
    return { transcript: null, absence: "unreachable" };
  }
}

function absenceIn(response) {
  return BUSY.includes(response.status) && isProblemDetail(response) ? "busy" : "unreachable";
}

/**
 * Asks the server to send a text on an open connection, or to close it.
 *
 * @returns null if the server does so, otherwise what is wrong as a sentence; "" if the server cannot
 *     be reached
 */
export async function instruct(id, rest, options) {
  try {
    const response = await fetch(transcriptAddress(id, rest), {
      ...options,
      signal: AbortSignal.timeout(PATIENCE),
    });
    return response.ok ? null : ((await response.json()).detail ?? "");
  } catch {
    return "";
  }
}

/** Whether an error response is the server's own: a proxy in front of it sends no problem details. */
function isProblemDetail({ headers }) {
  return headers.get("Content-Type")?.startsWith("application/problem+json") ?? false;
}

/** Whether the server of a connection responds. A proxy's response does not count. */
export async function isServerReachable(id) {
  try {
    const response = await fetch(transcriptAddress(id, "?wait=0s&absent=empty"), {
      method: "HEAD",
      cache: "no-store",
      signal: AbortSignal.timeout(SHORT_PATIENCE),
    });
    return (
      response.status < BAD_GATEWAY
      || response.status > GATEWAY_TIMEOUT
      || isProblemDetail(response)
    );
  } catch {
    return false;
  }
}

/**
 * The address of a transcript, or of what belongs to it.
 *
 * @param rest of the address, such as "/events"
 */
export function transcriptAddress(id, rest = "") {
  return httpAddress(new URL(`connections/${encodeURIComponent(id)}${rest}`, ownServer()));
}

/** A new id or key, which nobody guesses. */
export function newId() {
  // crypto.randomUUID() is undefined if the page was loaded over plain http from another machine.
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `page-${Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("")}`;
}
