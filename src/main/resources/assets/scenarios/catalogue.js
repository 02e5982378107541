// The catalogue as the server has it: for people as HTML, for scripts as JSON, at one address.

import { httpAddress, ownServer } from "../connection/address.js";

const PATIENCE = 10_000;

/** The entries, in their order; throws where they cannot be had. */
export async function loadEntries() {
  return (await load("application/json")).json();
}

/** The element that shows them to people, from the page that does; throws where it cannot be had. */
export async function loadElement() {
  const page = await (await load("text/html")).text();
  return document.adoptNode(
    new DOMParser().parseFromString(page, "text/html").getElementById("catalogue"),
  );
}

async function load(type) {
  const address = httpAddress(new URL("scenarios", ownServer()));
  const response = await fetch(address, {
    headers: { Accept: type },
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) {
    throw new Error(`The catalogue answered with ${response.status}`);
  }
  return response;
}
