// One WebSocket after another, with what the browser tells of each and what it leaves to the page
// to note: who began the closing, how long it took, and which message is the echo of which.

import { Echoes } from "./echoes.js";
import { withTranscript } from "./transcripts.js";

/** The names of readyState. */
export const STATE_NAMES = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"];

// Chromium fires no close event where the page's own policy blocks an address.
const NO_CLOSE_EVENT = { code: 1006, reason: "", wasClean: false };
const UNTIL_CLOSE_EVENT = 500;

/**
 * Events: "state" (readyState or a count has changed), "connected" {address, id, protocol,
 * extensions}, "sent" {data, at, run}, "received" {data, at, roundTrip, run}, "failed", "ended" {the report of the end}.
 *
 * Times are those of performance.now() [ms]. roundTrip is null for what is no echo. run is what was
 * given to send(), and null for what is no echo.
 */
export class Connection extends EventTarget {
  sent = 0;
  received = 0;

  #socket = null;

  get state() {
    return this.#socket === null ? WebSocket.CLOSED : this.#socket.readyState;
  }

  /** What was given to send() and has not left the browser yet [bytes]. */
  get bufferedAmount() {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** The subprotocol and the extensions that the opening handshake has settled on; "" for none. */
  get protocol() {
    return this.#socket?.protocol ?? "";
  }

  get extensions() {
    return this.#socket?.extensions ?? "";
  }

  /** Opens a connection, offering subprotocols; throws what the WebSocket constructor throws. */
  open(address, protocols = []) {
    const { address: opened, id } = withTranscript(address);
    const socket = new WebSocket(opened, protocols);
    const seen = {
      address,
      protocols,
      id,
      openCalledAt: performance.now(),
      openedAt: null,
      failed: false,
      closeCalledAt: null,
      goodbye: null,
      ended: false,
    };
    const echoes = new Echoes();
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      seen.openedAt = performance.now();
      this.#tell("connected", {
        address,
        id,
        protocol: socket.protocol,
        extensions: socket.extensions,
      });
    };
    socket.onmessage = ({ data }) => {
      const at = performance.now();
      const sent = echoes.received(data);
      this.received++;
      this.#tell("received", {
        data,
        at,
        roundTrip: sent === null ? null : at - sent.at,
        run: sent?.run ?? null,
      });
    };
    socket.onerror = () => {
      seen.failed = true;
      this.#tell("failed", { address, opened: seen.openedAt !== null });
      setTimeout(
        () => socket.readyState === WebSocket.CLOSED && end(NO_CLOSE_EVENT),
        UNTIL_CLOSE_EVENT,
      );
    };
    const end = event => {
      if (!seen.ended) {
        seen.ended = true;
        this.#tell("ended", reportOf(seen, event));
      }
    };
    socket.onclose = end;
    socket.seen = seen;
    socket.echoes = echoes;
    this.#socket = socket;
    this.sent = 0;
    this.received = 0;
    this.#tell("state");
  }

  /**
   * Sends a string or an ArrayBuffer; run says to what it belongs, if not to the visitor's own
   * messages. A lone surrogate becomes U+FFFD, as the browser would make it: what is noted as sent is
   * what was sent, and its echo is equal to it.
   */
  send(data, run = null) {
    const at = performance.now();
    const sent = typeof data === "string" ? data.toWellFormed() : data;
    this.#socket.send(sent);
    this.#socket.echoes.sent({ data: sent, at, run });
    this.sent++;
    this.#tell("sent", { data: sent, at, run });
  }

  /** The goodbye: starts the closing handshake if the connection is open. */
  close(...codeAndReason) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      const [code = null, reason = ""] = codeAndReason;
      this.#socket.seen.goodbye = { code, reason };
      this.#socket.seen.closeCalledAt = performance.now();
      this.#socket.close(...codeAndReason);
      this.#tell("state");
    }
  }

  /** Gives up a connection that is not open yet. */
  cancel() {
    if (this.#socket.readyState === WebSocket.CONNECTING) {
      this.#socket.seen.closeCalledAt = performance.now();
      this.#socket.close();
      this.#tell("state");
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
    if (type !== "state") {
      this.dispatchEvent(new CustomEvent("state"));
    }
  }
}

/**
 * What is known of an end, from the close event and from what was seen before it. Times in ms.
 * goodbye is what was given to close(), with null for no code; null if it was not called.
 */
export function reportOf(seen, event) {
  const asked = seen.closeCalledAt !== null;
  const endedAt = performance.now();
  return {
    address: seen.address,
    protocols: seen.protocols,
    id: seen.id,
    opened: seen.openedAt !== null,
    failed: seen.failed,
    asked,
    goodbye: seen.goodbye ?? null,
    code: event.code,
    reason: event.reason,
    wasClean: event.wasClean,
    initiator: asked ? "browser" : event.wasClean ? "server" : "nobody",
    lifeMillis: endedAt - seen.openCalledAt,
    openMillis: seen.openedAt === null ? null : endedAt - seen.openedAt,
    closeMillis: asked ? endedAt - seen.closeCalledAt : null,
  };
}
