// Where a scenario is: at this server, or at a name of its TLS port.

import { ownServer } from "../connection/address.js";
import { newId, withTranscript } from "../connection/transcripts.js";

/**
 * The address of a scenario with an id, so that the server records a transcript.
 *
 * @param target path and query of the scenario
 * @param id of the transcript; null for a new one
 * @returns {address, id}
 */
export function recordedAddress({ server }, target, id = null) {
  if (server !== null) {
    const chosen = id ?? newId();
    return { address: new URL(target, server.replace("{id}", chosen)).href, id: chosen };
  }
  const plain = new URL(target, ownServer()).href;
  return id === null
    ? withTranscript(plain)
    : { address: `${plain}${plain.includes("?") ? "&" : "?"}connection=${id}`, id };
}
