// What went between browser and server at the end, as a list of arrows: only what is known.

import { arrived, gotCloseFrame } from "./differences.js";

/**
 * The arrows in their order. One has from and to ("browser", "server", or "way" for something
 * between the two; the same twice for what one of them only notes), label and values as in
 * differences.js, kind ("frame", "tcp", "handshake", "event"), lost if it did not reach its end, and
 * at [milliseconds since the first], null where nobody knows. The times are the server's where there
 * is its transcript, and the browser's otherwise.
 *
 * @param server null if there is no transcript of the server
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
      event(browser.asked ? "cancelled" : "failed", browser.lifeMillis),
    ];
  }
  const out = code => arrow("browser", "server", "frame", "frame", { values: [{ code }] });
  const back = arrow("server", "browser", "frame", "frame", {
    values: [{ code: arrived(browser) }],
  });
  const frames = gotCloseFrame(browser) ? [back] : [];
  if (browser.goodbye !== null) {
    return [
      { ...out(browser.goodbye.code), at: 0 },
      ...frames,
      event("onclose", browser.closeMillis),
    ];
  }
  if (browser.wasClean) {
    frames.push(out(arrived(browser)));
  }
  return [...frames, event(browser.failed ? "onerror" : "onclose", null)];
}

function ofBoth(browser, server) {
  const arrows = browser.opened ? closeFrames(browser, server) : handshake(server);
  return [...arrows, ...tcpEnd(browser, server)];
}

function handshake({ handshake: { status } }) {
  const request = arrow("browser", "server", "handshake", "handshake", { at: 0 });
  // The transcript does not tell when the answer went.
  const answer = arrow("server", "browser", "handshake", "status", { values: [status] });
  return status === null ? [request] : [request, answer];
}

function closeFrames(browser, { state, closing: { sent, received } }) {
  const frames = [];
  if (received !== null) {
    const left = isEcho(browser, sent, received) ? received.code : browser.goodbye.code;
    frames.push(frame("browser", "server", left, received.code, { at: received.atMillis }));
  } else if (browser.goodbye !== null && state === "ended") {
    frames.push(
      frame("browser", "server", browser.goodbye.code, browser.goodbye.code, { lost: true }),
    );
  }
  if (sent !== null) {
    const lost = !gotCloseFrame(browser);
    frames.push(
      frame("server", "browser", sent.code, lost ? sent.code : arrived(browser), {
        at: sent.atMillis,
        lost,
      }),
    );
  } else if (gotCloseFrame(browser)) {
    frames.push(frame("way", "browser", arrived(browser), arrived(browser)));
  }
  // What has no time stays where it is: before what followed from it.
  return frames.sort((one, other) =>
    one.at === null || other.at === null ? 0 : one.at - other.at,
  );
}

// Without a goodbye of the visitor, or behind the server's frame, it is the browser that answers.
function isEcho(browser, sent, received) {
  return (
    browser.goodbye === null
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
      arrow("way", "browser", "tcp", "tcp.end"),
      arrow("way", "server", "tcp", `tcp.${tcpEnd}`, { at }),
    ];
  }
  if (scenario === "reset" && tcpEnd === "byUs") {
    return [arrow("server", "browser", "tcp", "tcp.reset", { at })];
  }
  // "fin" says that the client ended its side, not that it was the first.
  const noFrames = sent === null && received === null;
  const serverFirst =
    tcpEnd === "byUs" || (browser.opened && initiator === "server" && noFrames && !browser.asked);
  return [
    serverFirst
      ? arrow("server", "browser", "tcp", "tcp.end", { at })
      : arrow("browser", "server", "tcp", `tcp.${tcpEnd}`, { at }),
  ];
}

function frame(from, to, left, came, more) {
  return left === came
    ? arrow(from, to, "frame", "frame", { ...more, values: [{ code: left }] })
    : arrow(from, to, "frame", "changed", { ...more, values: [{ code: left }, { code: came }] });
}

function event(label, at) {
  return arrow("browser", "browser", "event", label, { at });
}

function arrow(from, to, kind, label, { values = [], at = null, lost = false } = {}) {
  return { from, to, kind, label, values, at, lost };
}
