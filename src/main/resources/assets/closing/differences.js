// Where the browser's report of an end and the server's transcript do not say the same, and why.
//
// The close event tells of the close frame that came FROM the server: its code is that frame's, 1005
// if the frame had none, 1006 if there was no frame. So it belongs beside what the server sent, and
// what the page gave to close() beside what the server received.

const NO_CODE = 1005;
const NO_FRAME = 1006;

/** Two clocks, and a way between them: only more than this is worth a word [milliseconds]. */
const LATE = 1000;

const SAME_INITIATOR = { browser: "client", server: "server", nobody: "none" };

/**
 * Compares a report of the browser (connection.js) with a transcript of the server (transcripts.js).
 *
 * @returns a list of {member, kind, why, values}: kind is "differs" where both cannot be right about
 *     the same thing unless something happened on the way, and "note" where both are, in other
 *     words. A value is a number or a text, {code} with null for none, or {millis}.
 */
export function differences(browser, server) {
  const found = browser.opened
    ? [code, reason, clean, initiator, goodbye, duration].map(of =>
        of(browser, server, server.closing),
      )
    : [status(browser, server)];
  return found.filter(difference => difference !== null);
}

function status(browser, server) {
  const { status } = server.handshake;
  if (browser.asked) {
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
    return differs("code", "notSent", { code: arrived(browser) });
  }
  if (arrived(browser) !== sent.code) {
    return differs("code", "changed", { code: sent.code }, { code: arrived(browser) });
  }
  const asked = browser.goodbye;
  if (asked !== null && asked.code === received?.code && asked.code !== sent.code) {
    return note("code", "answer", { code: asked.code }, { code: sent.code });
  }
  return sent.code === null ? note("code", "noCode") : null;
}

function noFrame(browser, sent, received, violation) {
  const kind = sent === null ? note : differs;
  if (browser.failed) {
    // What the browser keeps from the page it has told the server.
    const told = received !== null && received.code !== null && received.code !== sent?.code;
    if (told && received.reason !== "") {
      return kind("code", "browserFailedBecause", received.code, received.reason);
    }
    return told ? kind("code", "browserFailedWith", received.code) : kind("code", "browserFailed");
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
  const wasSent = sent?.reason ?? "";
  if (browser.reason === wasSent) {
    return null;
  }
  if (browser.code === NO_FRAME) {
    return differs("reason", "lost");
  }
  if (browser.reason === "") {
    return differs("reason", "removed");
  }
  return differs("reason", wasSent === "" ? "added" : "changed");
}

function clean(browser, server, { clean, sent, received, violation }) {
  if (browser.wasClean === clean) {
    return violation !== null && clean ? note("clean", "violation") : null;
  }
  if (server.state !== "ended") {
    return note("clean", "pending");
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
    return theVisitorClosed(closing);
  }
  if (browser.initiator === "server") {
    return differs("initiator", "onTheWay");
  }
  return nobodyClosed(browser, closing);
}

function theVisitorClosed({ initiator, sent, received }) {
  if (initiator === "none") {
    return differs("initiator", "unheard");
  }
  if (sent === null) {
    return differs("initiator", "tcpFirst");
  }
  return differs("initiator", received === null ? "serverFirst" : "crossed");
}

function nobodyClosed(browser, { initiator, sent, received }) {
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

function goodbye({ goodbye }, server, { sent, received }) {
  if (goodbye === null || (received === null && server.state !== "ended")) {
    return null;
  }
  if (received === null) {
    return differs("goodbye", "lost");
  }
  if (goodbye.code === received.code) {
    return goodbye.reason === received.reason ? null : differs("goodbye", "reasonChanged");
  }
  // The server's frame was there before close() was called, and the page had not been told yet.
  const overtaken =
    sent !== null && sent.atMillis < received.atMillis && sent.code === received.code;
  return overtaken
    ? note("goodbye", "overtaken")
    : differs("goodbye", "changed", { code: goodbye.code }, { code: received.code });
}

// From before the handshake to after the end on one side, and between those on the other: what is
// left over cannot be the way between the two.
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

/** The code of the close frame that the browser got; null if it had none. */
export function arrived(browser) {
  return browser.code === NO_CODE ? null : browser.code;
}

/** Whether a close frame reached the browser, as far as it tells. */
export function gotCloseFrame(browser) {
  return browser.code !== NO_FRAME;
}

function isLate(browser, sent, received) {
  return (
    browser.asked && received !== null && sent.atMillis - received.atMillis >= browser.closeMillis
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
