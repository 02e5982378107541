// What the fields hold, as the fragment of a link, and back. A fragment stays in the browser: no
// server and no log on the way sees what a link holds.

import { addressProblem } from "../connection/address.js";
import { readClose } from "../connection/close-rules.js";
import { readProtocols } from "../connection/protocols.js";
import { readHex } from "../message/hex.js";
import { KINDS, MODES, readSettings } from "../round-trips/settings.js";

export const MAXIMUM_CHARACTERS = 4000;

// What each key's value must be; code and reason are judged together as well.
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
 * The fragment for a state: strings by KEYS, those that are left out being undefined. It begins with
 * its #. A lone surrogate becomes U+FFFD, as it does when it is sent.
 */
export function toFragment(state) {
  return (
    "#"
    + KEYS.filter(key => state[key] !== undefined)
      .map(key => `${key}=${encodeURIComponent(state[key].toWellFormed())}`)
      .join("&")
  );
}

/** Whether a fragment is a state: one without "=" is the name of a place on the page. */
export function isState(fragment) {
  return fragment.includes("=");
}

/**
 * The state that a fragment holds, and what is wrong with it: ["wrong", key] or
 * ["tooLong", characters, allowed]. What is wrong is left out of the state, and unknown keys are for
 * others.
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
