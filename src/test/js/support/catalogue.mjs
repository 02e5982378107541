// The catalogue of scenarios as the server's JSON.

import { readFileSync } from "node:fs";

const FILE = new URL("../../../../target/scenarios.json", import.meta.url);

export const entries = JSON.parse(read());

export function entry(id) {
  return entries.find(candidate => candidate.id === id);
}

function read() {
  try {
    return readFileSync(FILE, "utf8");
  } catch (cause) {
    throw new Error("Run ./mvnw test -Dtest=ScriptTests once to write the catalogue.", { cause });
  }
}
