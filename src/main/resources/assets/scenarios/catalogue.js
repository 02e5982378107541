// Loads the catalogue. One URL serves it as HTML and as JSON.

import { httpAddress, ownServer } from "../connection/address.js";

const PATIENCE = 10_000;

/** The entries in their order. Throws if they cannot be loaded. */
export async function loadEntries() {
  return (await load("application/json")).json();
}

/** The element of the catalogue's own page that shows the entries. Throws if it cannot be loaded. */
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
