// Converts the values of the fields to the fragment of a link, and back. A browser does not send a
// fragment, so no server or proxy logs these values.

import { addressProblem } from "../connection/address.js";
import { readClose } from "../connection/close-rules.js";
import { readProtocols } from "../connection/protocols.js";
import { readHex } from "../message/hex.js";
import { KINDS, MODES, readSettings } from "../round-trips/settings.js";

export const MAXIMUM_CHARACTERS = 4000;

// Validates the value of each key. Code and reason are also validated together.
const CHECKS = {
  address: value => addressProblem(value) === null,
  protocols: value => readProtocols(value).problem === null,
  text: () => true,
  json: () => true,
  hex: value => readHex(value).problem === null,
  code: value => readClose(value, "").codeProblem === null,
  reason: value => readClose("1000", value).reasonProblem === null,
  mode: value => MODES.includes(value),
  kind: value => KINDS.includes(value),
  size: value => readSettings({ size: value, count: "1" }).sizeProblem === null,
  count: value => readSettings({ size: "0", count: value }).countProblem === null,
};

const KEYS = Object.keys(CHECKS);

/**
 * The fragment for a state, with its #. The state maps keys to strings; undefined values are omitted.
 * A lone surrogate becomes U+FFFD, as it does when it is sent.
 */
export function toFragment(state) {
  return (
    "#"
    + KEYS.filter(key => state[key] !== undefined)
      .map(key => `${key}=${encodeURIComponent(state[key].toWellFormed())}`)
      .join("&")
  );
}

/** Whether a fragment is a state. A fragment without "=" is the id of an element. */
export function isState(fragment) {
  return fragment.includes("=");
}

/**
 * Parses a fragment. Invalid values are omitted from the state; unknown keys are ignored.
 *
 * @returns {state, problems}, where a problem is ["wrong", key] or ["tooLong", characters, allowed]
 */
export function fromFragment(fragment) {
  if (fragment.length > MAXIMUM_CHARACTERS) {
    return { state: {}, problems: [["tooLong", fragment.length, MAXIMUM_CHARACTERS]] };
  }
  const state = {};
  const problems = [];
  for (const pair of fragment.replace(/^#/, "").split("&")) {
    const [key, ...rest] = pair.split("=");
    if (Object.hasOwn(CHECKS, key)) {
      const value = decoded(rest.join("="));
      if (value !== null && !Object.hasOwn(state, key) && CHECKS[key](value)) {
        state[key] = value;
      } else {
        problems.push(["wrong", key]);
      }
    }
  }
  if (state.code === "" && (state.reason ?? "") !== "") {
    delete state.reason;
    problems.push(["wrong", "reason"]);
  }
  return { state, problems };
}

function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
