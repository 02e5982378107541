// What browser and server exchanged at the end, as a list of arrows. Contains only known facts.

import { hasReceivedCloseFrame, receivedCode } from "./differences.js";

/**
 * Returns the arrows in their order. Each has these members:
 *
 * - from, to: "browser", "server", or "path" for something on the network path between them; equal
 *   for an event at one side
 * - kind: "frame", "tcp", "handshake" or "event"
 * - label, values: as in differences.js
 * - lost: whether it did not arrive
 * - at: the time since the first [ms], by the server's clock if there is a transcript, otherwise by
 *   the browser's; null if unknown
 *
 * @param server the server's transcript; null if there is none
 */
export function sequenceOf(browser, server) {
  const arrows = server === null ? ofBrowser(browser) : ofBoth(browser, server);
  const known = arrows.map(arrow => arrow.at).filter(at => at !== null);
  const first = Math.min(...known);
  return arrows.map(arrow => ({ ...arrow, at: arrow.at === null ? null : arrow.at - first }));
}

function ofBrowser(browser) {
  if (!browser.opened) {
    return [
      arrow("browser", "server", "handshake", "handshake", { at: 0 }),
      event(browser.closeCalled ? "cancelled" : "failed", browser.lifeMillis),
    ];
  }
  const sent = code => arrow("browser", "server", "frame", "frame", { values: [{ code }] });
  const received = arrow("server", "browser", "frame", "frame", {
    values: [{ code: receivedCode(browser) }],
  });
  const frames = hasReceivedCloseFrame(browser) ? [received] : [];
  if (browser.closeCall !== null) {
    return [
      { ...sent(browser.closeCall.code), at: 0 },
      ...frames,
      event("onclose", browser.closeMillis),
    ];
  }
  if (browser.wasClean) {
    frames.push(sent(receivedCode(browser)));
  }
  return [...frames, event(browser.failed ? "onerror" : "onclose", null)];
}

function ofBoth(browser, server) {
  const arrows = browser.opened ? closeFrames(browser, server) : handshake(server);
  return [...arrows, ...tcpEnd(browser, server)];
}

function handshake({ handshake: { status } }) {
  const request = arrow("browser", "server", "handshake", "handshake", { at: 0 });
  // The transcript does not contain the time of the response.
  const response = arrow("server", "browser", "handshake", "status", { values: [status] });
  return status === null ? [request] : [request, response];
}

function closeFrames(browser, { state, closing: { sent, received } }) {
  const frames = [];
  if (received !== null) {
    const code = isEcho(browser, sent, received) ? received.code : browser.closeCall.code;
    frames.push(frame("browser", "server", code, received.code, { at: received.atMillis }));
  } else if (browser.closeCall !== null && state === "ended") {
    frames.push(
      frame("browser", "server", browser.closeCall.code, browser.closeCall.code, { lost: true }),
    );
  }
  if (sent !== null) {
    const lost = !hasReceivedCloseFrame(browser);
    frames.push(
      frame("server", "browser", sent.code, lost ? sent.code : receivedCode(browser), {
        at: sent.atMillis,
        lost,
      }),
    );
  } else if (hasReceivedCloseFrame(browser)) {
    frames.push(frame("path", "browser", receivedCode(browser), receivedCode(browser)));
  }
  // A frame without a time stays before the frame that it caused.
  return frames.sort((one, other) =>
    one.at === null || other.at === null ? 0 : one.at - other.at,
  );
}

// Whether the browser sent its frame as the answer to the server's: the visitor had not called
// close(), or called it too late.
function isEcho(browser, sent, received) {
  return (
    browser.closeCall === null
    || (sent !== null && sent.atMillis < received.atMillis && sent.code === received.code)
  );
}

function tcpEnd(browser, { scenario, durationMillis, closing }) {
  const { tcpEnd, sent, received, initiator } = closing;
  if (tcpEnd === "open") {
    return [];
  }
  const at = durationMillis;
  if (
    browser.opened
    && browser.initiator === "nobody"
    && initiator === "client"
    && received === null
  ) {
    return [
      arrow("path", "browser", "tcp", "tcp.end"),
      arrow("path", "server", "tcp", `tcp.${tcpEnd}`, { at }),
    ];
  }
  if (scenario === "reset" && tcpEnd === "byUs") {
    return [arrow("server", "browser", "tcp", "tcp.reset", { at })];
  }
  // "fin" means that the client ended its side, but not that it did so first.
  const noFrames = sent === null && received === null;
  const serverFirst =
    tcpEnd === "byUs"
    || (browser.opened && initiator === "server" && noFrames && !browser.closeCalled);
  return [
    serverFirst
      ? arrow("server", "browser", "tcp", "tcp.end", { at })
      : arrow("browser", "server", "tcp", `tcp.${tcpEnd}`, { at }),
  ];
}

function frame(from, to, sentCode, arrivedCode, more) {
  return sentCode === arrivedCode
    ? arrow(from, to, "frame", "frame", { ...more, values: [{ code: sentCode }] })
    : arrow(from, to, "frame", "changed", {
        ...more,
        values: [{ code: sentCode }, { code: arrivedCode }],
      });
}

function event(label, at) {
  return arrow("browser", "browser", "event", label, { at });
}

function arrow(from, to, kind, label, { values = [], at = null, lost = false } = {}) {
  return { from, to, kind, label, values, at, lost };
}
