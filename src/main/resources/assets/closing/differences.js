// Compares the browser's report of an end with the server's transcript, and explains differences.
//
// The close event describes the close frame that the browser received FROM the server: its code is
// the frame's, 1005 if the frame has none, 1006 if there was no frame. So it is compared with what
// the server sent, and the arguments of close() are compared with what the server received.

const NO_CODE = 1005;
const NO_FRAME = 1006;

/** The smallest difference of durations that is reported [ms]: the clocks and the network differ. */
const LATE = 1000;

const SAME_INITIATOR = { browser: "client", server: "server", nobody: "none" };

/**
 * Compares a report of the browser (connection.js) with a transcript of the server (transcripts.js).
 *
 * @returns a list of {member, kind, why, values}. kind is "differs" if only an event on the network
 *     path explains the difference, and "note" if both sides are right and need an explanation. A
 *     value is a number, a text, {code} (null for none), or {millis}.
 */
export function differences(browser, server) {
  return comparisonsOf(browser)
    .map(compare => compare(browser, server, server.closing))
    .filter(difference => difference !== null);
}

function comparisonsOf({ opened, abandoned }) {
  if (!opened) {
    return [status];
  }
  // Without a close event, the page knows only what it did itself.
  return abandoned
    ? [noEvent, initiator, closeCall]
    : [code, reason, clean, initiator, closeCall, duration];
}

function noEvent() {
  return note("code", "abandoned");
}

function status(browser, server) {
  const { status } = server.handshake;
  if (browser.closeCalled) {
    return note("status", status === null ? "cancelled" : "cancelledLate", status);
  }
  if (status === null) {
    return note("status", "unanswered");
  }
  return status === 101 ? differs("status", "notAccepted") : note("status", "refused", status);
}

function code(browser, _server, { sent, received, violation }) {
  if (browser.code === NO_FRAME) {
    return noFrame(browser, sent, received, violation);
  }
  if (sent === null) {
    return differs("code", "notSent", { code: receivedCode(browser) });
  }
  if (receivedCode(browser) !== sent.code) {
    return differs("code", "changed", { code: sent.code }, { code: receivedCode(browser) });
  }
  const called = browser.closeCall;
  if (called !== null && called.code === received?.code && called.code !== sent.code) {
    return note("code", "answer", { code: called.code }, { code: sent.code });
  }
  return sent.code === null ? note("code", "noCode") : null;
}

function noFrame(browser, sent, received, violation) {
  const kind = sent === null ? note : differs;
  if (browser.failed) {
    // The browser reports its cause to the server, but not to the page.
    const reported = received !== null && received.code !== null && received.code !== sent?.code;
    if (reported && received.reason !== "") {
      return kind("code", "browserFailedBecause", received.code, received.reason);
    }
    return reported
      ? kind("code", "browserFailedWith", received.code)
      : kind("code", "browserFailed");
  }
  if (sent === null) {
    return note("code", "noFrame");
  }
  if (violation !== null) {
    return differs("code", "violation", { code: sent.code });
  }
  if (isLate(browser, sent, received)) {
    return differs(
      "code",
      "late",
      { code: sent.code },
      { millis: sent.atMillis - received.atMillis },
    );
  }
  return differs("code", "lost", { code: sent.code });
}

function reason(browser, _server, { sent }) {
  const sentReason = sent?.reason ?? "";
  if (browser.reason === sentReason) {
    return null;
  }
  if (browser.code === NO_FRAME) {
    return differs("reason", "lost");
  }
  if (browser.reason === "") {
    return differs("reason", "removed");
  }
  return differs("reason", sentReason === "" ? "added" : "changed");
}

function clean(browser, server, { clean, sent, received, violation }) {
  if (browser.wasClean === clean) {
    return violation !== null && clean ? note("clean", "violation") : null;
  }
  if (server.state !== "ended") {
    return note("clean", "pending");
  }
  if (browser.wasClean && received !== null && violation !== null) {
    return note("clean", "violation");
  }
  if (browser.wasClean) {
    return differs("clean", sent === null ? "notSent" : "answerLost");
  }
  if (browser.failed) {
    return differs("clean", "failed");
  }
  if (browser.code === NO_FRAME) {
    return differs("clean", isLate(browser, sent, received) ? "late" : "lost");
  }
  return differs("clean", "tcp");
}

function initiator(browser, server, closing) {
  if (closing.initiator === SAME_INITIATOR[browser.initiator] || isUndecided(server)) {
    return null;
  }
  if (browser.initiator === "browser") {
    return visitorClosed(closing);
  }
  if (browser.initiator === "server") {
    return differs("initiator", "onTheWay");
  }
  return neitherClosed(browser, closing);
}

function visitorClosed({ initiator, sent, received }) {
  if (initiator === "none") {
    return differs("initiator", "unheard");
  }
  if (sent === null) {
    return differs("initiator", "tcpFirst");
  }
  return differs("initiator", received === null ? "serverFirst" : "crossed");
}

function neitherClosed(browser, { initiator, sent, received }) {
  if (initiator === "client" && browser.failed && received !== null) {
    return note("initiator", "browserFailed");
  }
  if (initiator === "client") {
    return differs("initiator", received === null ? "cut" : "onTheWay");
  }
  if (sent === null) {
    return note("initiator", "tcp");
  }
  return browser.failed ? note("initiator", "serverThenFailed") : differs("initiator", "lost");
}

function closeCall({ closeCall }, server, { sent, received }) {
  if (closeCall === null || (received === null && server.state !== "ended")) {
    return null;
  }
  if (received === null) {
    return differs("closeCall", "lost");
  }
  if (closeCall.code === received.code) {
    return closeCall.reason === received.reason ? null : differs("closeCall", "reasonChanged");
  }
  // The browser had received the server's frame before the page called close(), but had not yet
  // reported it to the page.
  const overtaken =
    sent !== null && sent.atMillis < received.atMillis && sent.code === received.code;
  return overtaken
    ? note("closeCall", "overtaken")
    : differs("closeCall", "changed", { code: closeCall.code }, { code: received.code });
}

// One side measures from before the handshake to after the end, the other measures within that. So
// the time on the network path does not explain the rest.
function duration(browser, { state, durationMillis }) {
  if (state !== "ended") {
    return null;
  }
  if (durationMillis - browser.lifeMillis >= LATE) {
    return note("duration", "serverLater", { millis: durationMillis - browser.lifeMillis });
  }
  return browser.openMillis - durationMillis >= LATE
    ? note("duration", "browserLater", { millis: browser.openMillis - durationMillis })
    : null;
}

/** The code of the close frame that the browser received; null if it had none. */
export function receivedCode(browser) {
  return browser.code === NO_CODE ? null : browser.code;
}

/** Whether the browser reports that it received a close frame. */
export function hasReceivedCloseFrame(browser) {
  return browser.code !== NO_FRAME;
}

function isLate(browser, sent, received) {
  return (
    browser.closeCalled
    && received !== null
    && sent.atMillis - received.atMillis >= browser.closeMillis
  );
}

function isUndecided({ state, closing }) {
  return state !== "ended" && closing.initiator === "none";
}

function differs(member, why, ...values) {
  return { member, kind: "differs", why, values };
}

function note(member, why, ...values) {
  return { member, kind: "note", why, values };
}
