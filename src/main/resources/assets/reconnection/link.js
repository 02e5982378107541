// Converts steps and expectations to the fragment of a link, and back. The names are those of the
// server's parameters.

import { MOST_STEPS, stepsQuery } from "./steps.js";

const MAXIMUM_CHARACTERS = 8000;

/** The fragment that shows the section and changes no field. */
export const SECTION = "#reconnection";

/** The fragment for steps and expectations (a query), with its "#". */
export function toFragment(steps, expectations) {
  return `#${[stepsQuery(steps), expectations].filter(Boolean).join("&")}`;
}

/**
 * Parses a fragment.
 *
 * @returns {steps, expectations}, the expectations as strings of the fields; null if it has no step
 */
export function fromFragment(fragment) {
  if (fragment.length > MAXIMUM_CHARACTERS) {
    return null;
  }
  const parameters = new URLSearchParams(fragment.slice(1));
  const steps = parameters.getAll("step").slice(0, MOST_STEPS);
  const written = name => parameters.get(name) ?? "";
  return steps.length === 0
    ? null
    : {
        steps,
        expectations: {
          minDelay: written("minDelay"),
          maxDelay: written("maxDelay"),
          growing: written("growing") === "on",
          attempts: written("attempts"),
        },
      };
}
