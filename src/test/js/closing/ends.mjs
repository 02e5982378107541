// Fixtures for ends of connections: changes to the browser's report and to the server's transcript of
// a connection that the server closed with 1000.
//
// DiagramIntegrationTests runs this file as a script in a browser, so it must not import anything.

export const browser = changes => ({
  address: "",
  id: "x",
  opened: true,
  failed: false,
  closeCalled: false,
  abandoned: false,
  closeCall: null,
  code: 1000,
  reason: "",
  wasClean: true,
  initiator: "server",
  lifeMillis: 20,
  openMillis: 10,
  closeMillis: null,
  ...changes,
});
export const frame = (code, atMillis, reason = "") => ({ code, reason, atMillis });
export const server = (closing, changes) => ({
  state: "ended",
  scenario: null,
  durationMillis: 15,
  handshake: { status: 101 },
  received: { messages: 0 },
  sent: { messages: 0 },
  verdict: null,
  frames: [],
  ...changes,
  closing: {
    initiator: "server",
    clean: true,
    sent: frame(1000, 5),
    received: frame(1000, 6),
    tcpEnd: "byUs",
    cause: "scenario",
    detail: "",
    violation: null,
    ...closing,
  },
});
export const closedByVisitor = (code, reason = "") => ({
  closeCalled: true,
  closeCall: { code, reason },
  code: code ?? 1005,
  reason,
  initiator: "browser",
  closeMillis: 10,
});
export const receivedClose = (code, reason) => ({
  initiator: "client",
  received: frame(code, 5, reason),
  sent: frame(code, 6, reason),
  cause: "asked",
});
export const broken = { code: 1006, wasClean: false, initiator: "nobody" };
export const failed = { ...broken, failed: true };
export const closeNotAnswered = {
  ...closedByVisitor(4001),
  code: 1006,
  reason: "",
  wasClean: false,
};
export const abandoned = { ...closeNotAnswered, abandoned: true };
export const unopened = { ...failed, opened: false, openMillis: null };
export const none = { clean: false, sent: null, received: null };

/** The part of a transcript with messages. A frame is a direction and a time. */
export const messages = (count, ...frames) => ({
  received: { messages: count },
  frames: frames.map(([direction, atMillis]) => ({ direction, atMillis, opcode: "text" })),
});

/** The notation of a value in the tables of differences and arrows. */
export const short = value =>
  value?.millis !== undefined
    ? `${value.millis}ms`
    : value?.count !== undefined
      ? `${value.count}×`
      : String(value?.code === undefined ? value : value.code);
