// The server's view of an end, in the right column of the card.

import { duration } from "../base/format.js";
import { closeCodeName, text } from "../base/texts.js";
import { verdictOf } from "../connection/verdict.js";

const FACTS = document.getElementById("server-facts");

/**
 * Shows that there is no transcript of the server (yet).
 *
 * @param absence "asking", "other", "gone", "busy", "unreachable" or "taken"
 */
export function showNoTranscript(absence) {
  set("server-state", text(`closing.none.${absence}`));
  FACTS.hidden = true;
}

/**
 * Shows the server's transcript, complete or not.
 *
 * @param opened whether the connection was open; if not, the facts about its closing are hidden
 */
export function showTranscript(transcript, opened) {
  const { closing, handshake } = transcript;
  set(
    "server-state",
    transcript.state === "ended" || transcript.state === "refused" ? "" : text("closing.ongoing"),
  );
  showWireValue("server-code", opened ? closeCode(closing.sent) : null);
  showWireValue(
    "server-reason",
    opened ? { data: closing.sent?.reason || null, otherwise: text("closing.noReason") } : null,
  );
  fact("server-clean", opened ? String(closing.clean) : null);
  set("server-clean-words", text(`closing.clean.${closing.clean}`));
  fact("server-initiator", opened ? text(`closing.by.${closing.initiator}`) : null);
  showWireValue("server-close-call", opened ? closeFrame(closing.received) : null);
  fact("server-between", between(closing));
  fact("server-duration", opened ? duration(transcript.durationMillis) : null);
  fact(
    "server-status",
    handshake.status === null ? text("closing.noAnswer") : String(handshake.status),
  );
  fact("server-cause", closing.cause === null ? null : text(`closing.cause.${closing.cause}`));
  set("server-detail", closing.detail ?? "");
  fact("server-violation", closing.violation);
  fact("server-tcp", text(`closing.tcp.${closing.tcpEnd}`));
  showVerdict(transcript);
  FACTS.hidden = false;
}

// Only connections to a scenario have a verdict.
function showVerdict(transcript) {
  const { verdict } = transcript;
  fact("server-verdict", verdict === null ? null : text(verdictOf(transcript)));
  set("server-observed", verdict?.observed ?? "");
  fact("server-remark", verdict?.remark ?? null);
}

/**
 * Shows a value that was sent over the wire, marked as such.
 *
 * @param value {data, otherwise}: if data is null, the page's text is shown instead; null hides the
 *     row
 */
export function showWireValue(id, value) {
  fact(id, value === null ? null : (value.data ?? value.otherwise));
  const element = document.getElementById(id);
  const isWire = value !== null && value.data !== null;
  element.classList.toggle("wire", isWire);
  element.translate = !isWire;
}

function closeCode(frame) {
  return frame === null
    ? { data: null, otherwise: text("closing.noFrame") }
    : { data: codeWithName(frame.code), otherwise: text("closing.noCode") };
}

function closeFrame(frame) {
  if (frame === null) {
    return { data: null, otherwise: text("closing.noFrame") };
  }
  return {
    data: frame.code === null ? null : [frame.code, frame.reason].filter(Boolean).join(" "),
    otherwise: text("closing.noCode"),
  };
}

function codeWithName(code) {
  return code === null
    ? null
    : [code, closeCodeName(code)].filter(part => part !== undefined).join(" ");
}

function between({ received, sent }) {
  if (received === null || sent === null) {
    return null;
  }
  const millis = sent.atMillis - received.atMillis;
  return millis >= 0
    ? text("closing.between.client", duration(millis))
    : text("closing.between.server", duration(-millis));
}

// Hides the row of a fact that does not apply.
function fact(id, words) {
  const element = document.getElementById(id);
  element.textContent = words ?? "";
  element.closest("dl > div").hidden = words === null;
}

function set(id, words) {
  document.getElementById(id).textContent = words;
}
