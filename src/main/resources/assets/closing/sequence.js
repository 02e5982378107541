// What browser and server exchanged, shortened to the beginning and the end, as a list of arrows.
// Contains only known facts.

import { hasReceivedCloseFrame, receivedCode } from "./differences.js";

/**
 * Returns the arrows in their order. Each has these members:
 *
 * - from, to: "browser", "server", or "path" for something on the network path between them; equal
 *   for an event at one side
 * - kind: "frame" (a close frame), "message", "tcp", "handshake" or "event"
 * - label, values: as in differences.js; {count} for a number
 * - lost: whether it did not arrive
 * - at: the time since the previous arrow with a time, 0 for the first of them [ms], by the server's
 *   clock if there is a transcript, otherwise by the browser's; null if unknown
 *
 * @param server the server's transcript; null if there is none
 */
export function sequenceOf(browser, server) {
  const arrows = server === null ? ofBrowser(browser) : ofBoth(browser, server);
  let previous = null;
  return arrows.map(arrow => {
    if (arrow.at === null) {
      return arrow;
    }
    const at = arrow.at - (previous ?? arrow.at);
    previous = arrow.at;
    return { ...arrow, at };
  });
}

function ofBrowser(browser) {
  const request = arrow("browser", "server", "handshake", "handshake", { at: 0 });
  const { lifeMillis } = browser;
  if (!browser.opened) {
    return [request, event(browser.closeCalled ? "cancelled" : "failed", lifeMillis)];
  }
  return [
    request,
    event("onopen", lifeMillis - browser.openMillis),
    ...closeFramesOfBrowser(browser),
    event(endOf(browser), lifeMillis),
  ];
}

function closeFramesOfBrowser(browser) {
  const sent = (code, at = null) =>
    arrow("browser", "server", "frame", "frame", { values: [{ code }], at });
  const code = receivedCode(browser);
  const received = arrow("server", "browser", "frame", "frame", { values: [{ code }] });
  const frames = hasReceivedCloseFrame(browser) ? [received] : [];
  if (browser.closeCall !== null) {
    return [sent(browser.closeCall.code, browser.lifeMillis - browser.closeMillis), ...frames];
  }
  return browser.wasClean ? [...frames, sent(code)] : frames;
}

function endOf({ abandoned, failed }) {
  if (abandoned) {
    return "abandoned";
  }
  return failed ? "onerror" : "onclose";
}

function ofBoth(browser, server) {
  const arrows = browser.opened
    ? inOrder([...messages(server), ...closeFrames(browser, server)])
    : [];
  return [...handshake(server), ...arrows, ...tcpEnd(browser, server)];
}

function handshake({ handshake: { status } }) {
  const request = arrow("browser", "server", "handshake", "handshake", { at: 0 });
  // The transcript does not contain the time of the response.
  const response = arrow("server", "browser", "handshake", "status", { values: [status] });
  return status === null ? [request] : [request, response];
}

// The first and the last message. The transcript contains only the last frames.
function messages({ frames, received, sent }) {
  const known = frames.filter(({ opcode }) => opcode === "text" || opcode === "binary");
  const count = received.messages + sent.messages;
  const last = known.at(-1);
  if (last === undefined) {
    return [];
  }
  if (count === 1) {
    return [message(last, "message")];
  }
  const first = known.length === count ? [message(known[0], "message.first")] : [];
  return [...first, message(last, "message.last", { count })];
}

function message({ direction, atMillis }, label, ...values) {
  const [from, to] = direction === "sent" ? ["server", "browser"] : ["browser", "server"];
  return arrow(from, to, "message", label, { at: atMillis, values });
}

// A frame without a time stays before the frame that it caused.
function inOrder(arrows) {
  let next = Number.MAX_VALUE;
  const timed = arrows
    .map(arrow => ({ arrow, at: arrow.at }))
    .reverse()
    .map(({ arrow, at }) => {
      next = at ?? next;
      return { arrow, at: next };
    })
    .reverse();
  return timed.sort((one, other) => one.at - other.at).map(({ arrow }) => arrow);
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
    const arrived = hasReceivedCloseFrame(browser);
    const lost = !arrived && !browser.abandoned;
    frames.push(
      frame("server", "browser", sent.code, arrived ? receivedCode(browser) : sent.code, {
        at: sent.atMillis,
        lost,
      }),
    );
  } else if (hasReceivedCloseFrame(browser)) {
    frames.push(frame("path", "browser", receivedCode(browser), receivedCode(browser)));
  }
  return frames;
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
