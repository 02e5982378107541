// The steps of a sequence: each is the address of a scenario or of the echo, without the slash at its
// beginning.

import { targetOf } from "../scenarios/target.js";

export const MOST_STEPS = 32;

/** The longest address of a sequence without its server: headers of a request are limited too. */
export const MAXIMUM_TARGET = 4000;

const ECHO = "echo";

/** The steps that are offered, by their names: a scenario with its values, or null for the echo. */
const OFFERED = {
  restart: ["close", { code: "1012", reason: "restart" }],
  busy: ["close", { code: "1013", reason: "busy" }],
  goodbye: ["close", { code: "1000" }],
  drop: ["drop", {}],
  reset: ["reset", {}],
  cut: ["cut", { at: "payload" }],
  unavailable: ["refuse", { status: "503" }],
  tooMany: ["refuse", { status: "429", retryAfter: "2s" }],
  hang: ["hang", { hold: "2s" }],
  slow: ["slow-handshake", { delay: "2s" }],
  silent: ["silent", { hold: "2s" }],
  idle: ["timeout", { idle: "2s" }],
  [ECHO]: null,
};

const NO_EXPECTATIONS = { minDelay: "", maxDelay: "", growing: false, attempts: "" };

/** What a visitor may want to test: names of steps, and expectations. */
const PRESETS = {
  restart: {
    steps: ["restart", "unavailable", ECHO],
    expectations: { ...NO_EXPECTATIONS, minDelay: "100ms", maxDelay: "10s" },
  },
  badNetwork: {
    steps: ["drop", "hang", "reset", ECHO],
    expectations: { ...NO_EXPECTATIONS, minDelay: "100ms", maxDelay: "30s", growing: true },
  },
  goodbye: {
    steps: ["goodbye"],
    expectations: { ...NO_EXPECTATIONS, maxDelay: "5s", attempts: "1" },
  },
};

/**
 * The steps that are offered, if the catalogue has their scenarios.
 *
 * @param entries the catalogue, in the visitor's language
 * @returns {address, does} by their names; does is null for the echo
 */
export function offeredSteps(entries) {
  const offered = {};
  for (const [name, step] of Object.entries(OFFERED)) {
    if (step === null) {
      offered[name] = { address: ECHO, does: null };
      continue;
    }
    const [id, values] = step;
    const scenario = entries.find(entry => entry.id === id);
    if (scenario !== undefined) {
      offered[name] = { address: targetOf(scenario, values), does: scenario.does };
    }
  }
  return offered;
}

/**
 * The presets whose steps are all offered.
 *
 * @returns {steps, expectations} by their names; the steps are addresses
 */
export function presetsOf(offered) {
  return Object.fromEntries(
    Object.entries(PRESETS)
      .filter(([, { steps }]) => steps.every(name => Object.hasOwn(offered, name)))
      .map(([preset, { steps, expectations }]) => [
        preset,
        { steps: steps.map(name => offered[name].address), expectations },
      ]),
  );
}

/** A step as a visitor writes it: without spaces around it, this server, and the slash before it. */
export function stepIn(input, server) {
  const step = input.trim();
  const httpServer = server.replace(/^ws/, "http");
  const own = [server, httpServer].find(prefix => step.startsWith(prefix)) ?? "";
  return step.slice(own.length).replace(/^\/+/, "");
}

/** The address of a sequence without its server. */
export function sequenceTarget(key, steps) {
  return `sequence/${key}?${stepsQuery(steps)}`;
}

/** The steps as the query of an address. */
export function stepsQuery(steps) {
  return steps.map(step => `step=${encodeURIComponent(step.toWellFormed())}`).join("&");
}

/** A list with the item at one index moved to another. */
export function moved(list, from, to) {
  const others = list.toSpliced(from, 1);
  return others.toSpliced(to, 0, list[from]);
}
