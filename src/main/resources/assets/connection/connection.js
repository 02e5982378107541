// One WebSocket after another. Reports what the browser reports of each, and what only the page can
// record: who started the closing, how long it took, and which message is the echo of which.

import { Echoes } from "./echoes.js";
import { withTranscript } from "./transcripts.js";

/** The names of readyState. */
export const STATE_NAMES = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"];

// Chromium fires no close event if the page's content security policy blocks the address.
const NO_CLOSE_EVENT = { code: 1006, reason: "", wasClean: false };
const UNTIL_CLOSE_EVENT = 500;

/**
 * Events, with their details:
 *
 * - "state": readyState or a count has changed
 * - "connected": {address, id, protocol, extensions}
 * - "sent": {data, at, run}
 * - "received": {data, at, roundTrip, run, changedFrom}
 * - "failed": {address, opened, closeCalled}
 * - "ended": the report; see reportOf()
 *
 * Times are those of performance.now() [ms]. run is the argument of send(). For a received message
 * that is not an echo, roundTrip and run are null. For an echo that differs from what was sent,
 * changedFrom is what was sent; for every other message it is null.
 */
export class Connection extends EventTarget {
  sent = 0;
  received = 0;

  #socket = null;
  #facts = null;
  #echoes = null;

  get state() {
    return this.#socket === null ? WebSocket.CLOSED : this.#socket.readyState;
  }

  /** The address of the current or the last connection; null before the first. */
  get address() {
    return this.#facts?.address ?? null;
  }

  /** The id of the transcript of that connection; null if its server keeps none. */
  get id() {
    return this.#facts?.id ?? null;
  }

  /** The data passed to send() that have not left the browser yet [bytes]. */
  get bufferedAmount() {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** The negotiated subprotocol; "" for none. */
  get protocol() {
    return this.#socket?.protocol ?? "";
  }

  /** The negotiated extensions; "" for none. */
  get extensions() {
    return this.#socket?.extensions ?? "";
  }

  /**
   * Since when sent messages have been waiting for an echo while nothing was received [ms of
   * performance.now()]; null if none is waiting, or the connection is not open.
   */
  get waitingSince() {
    const sentAt = this.state === WebSocket.OPEN ? this.#echoes.oldestAt : null;
    return sentAt === null ? null : Math.max(sentAt, this.#facts.receivedAt ?? 0);
  }

  /** Opens a connection and offers subprotocols. Throws what the WebSocket constructor throws. */
  open(address, protocols = []) {
    const { address: addressWithId, id } = withTranscript(address);
    const socket = new WebSocket(addressWithId, protocols);
    const facts = {
      address,
      protocols,
      id,
      openCalledAt: performance.now(),
      openedAt: null,
      failed: false,
      closeCalledAt: null,
      closeCall: null,
      receivedAt: null,
      activeAt: null,
      abandoned: false,
      ended: false,
    };
    const echoes = new Echoes();
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      facts.openedAt = facts.activeAt = performance.now();
      this.#dispatch("connected", {
        address,
        id,
        protocol: socket.protocol,
        extensions: socket.extensions,
      });
    };
    socket.onmessage = ({ data }) => {
      const at = performance.now();
      facts.receivedAt = facts.activeAt = at;
      const answered = echoes.received(data);
      const echoed = answered?.isChanged === false ? answered.message : null;
      this.received++;
      this.#dispatch("received", {
        data,
        at,
        roundTrip: echoed === null ? null : at - echoed.at,
        run: echoed?.run ?? null,
        changedFrom: answered?.isChanged ? answered.message.data : null,
      });
    };
    socket.onerror = () => {
      facts.failed = true;
      this.#dispatch("failed", {
        address,
        opened: facts.openedAt !== null,
        closeCalled: facts.closeCalledAt !== null,
      });
      setTimeout(
        () => socket.readyState === WebSocket.CLOSED && end(NO_CLOSE_EVENT),
        UNTIL_CLOSE_EVENT,
      );
    };
    const end = event => {
      if (!facts.ended) {
        facts.ended = true;
        this.#dispatch("ended", reportOf(facts, event));
      }
    };
    socket.onclose = end;
    this.#socket = socket;
    this.#facts = facts;
    this.#echoes = echoes;
    this.sent = 0;
    this.received = 0;
    this.#dispatch("state");
  }

  /**
   * Sends a string or an ArrayBuffer. A lone surrogate becomes U+FFFD, as in the browser, so that the
   * event contains what was sent, and equals its echo.
   *
   * @param run the run that the message belongs to; null for a message of the visitor
   */
  send(data, run = null) {
    const at = performance.now();
    const sent = typeof data === "string" ? data.toWellFormed() : data;
    this.#socket.send(sent);
    this.#facts.activeAt = at;
    this.#echoes.sent({ data: sent, at, run });
    this.sent++;
    this.#dispatch("sent", { data: sent, at, run });
  }

  /** Calls close() of an open connection, which starts the closing handshake. */
  close(...codeAndReason) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      const [code = null, reason = ""] = codeAndReason;
      this.#facts.closeCall = { code, reason };
      this.#facts.closeCalledAt = performance.now();
      this.#socket.close(...codeAndReason);
      this.#dispatch("state");
    }
  }

  /** Cancels a connection that is not open yet. */
  cancel() {
    if (this.#socket.readyState === WebSocket.CONNECTING) {
      this.#facts.closeCalledAt = performance.now();
      this.#socket.close();
      this.#dispatch("state");
    }
  }

  /**
   * Stops waiting for the end of a connection that is being closed. The browser still waits, but its
   * late events are ignored, and the next connection can be opened.
   */
  abandon() {
    if (this.state === WebSocket.CLOSING) {
      const socket = this.#socket;
      socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
      this.#socket = null;
      Object.assign(this.#facts, { abandoned: true, ended: true });
      this.#dispatch("ended", reportOf(this.#facts, NO_CLOSE_EVENT));
    }
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
    if (type !== "state") {
      this.dispatchEvent(new CustomEvent("state"));
    }
  }
}

/**
 * The browser's report of an end: the members of the close event, and what was recorded before it.
 *
 * - at: the time of the end, a Date
 * - closeCalled: whether the page closed or cancelled the connection
 * - abandoned: whether the page stopped waiting for the end, so that there is no close event
 * - closeCall: the arguments of close(), {code, reason}, with null for no code; null if the page did
 *   not close an open connection
 * - initiator: "browser", "server" or "nobody"
 * - lifeMillis, openMillis, closeMillis: the time from the constructor, from the open event, and from
 *   the call of close() to the end [ms]; null if that did not happen
 * - quietMillis: the time from the last message in either direction to the end [ms]; null if the
 *   connection was never open
 */
export function reportOf(facts, event) {
  const closeCalled = facts.closeCalledAt !== null;
  const endedAt = performance.now();
  return {
    at: new Date(),
    address: facts.address,
    protocols: facts.protocols,
    id: facts.id,
    opened: facts.openedAt !== null,
    failed: facts.failed,
    closeCalled,
    abandoned: facts.abandoned,
    closeCall: facts.closeCall ?? null,
    code: event.code,
    reason: event.reason,
    wasClean: event.wasClean,
    initiator: closeCalled ? "browser" : event.wasClean ? "server" : "nobody",
    lifeMillis: endedAt - facts.openCalledAt,
    openMillis: facts.openedAt === null ? null : endedAt - facts.openedAt,
    closeMillis: closeCalled ? endedAt - facts.closeCalledAt : null,
    quietMillis: facts.activeAt === null ? null : endedAt - facts.activeAt,
  };
}
