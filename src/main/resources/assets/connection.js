// One WebSocket after another, with what the browser tells of each and what it leaves to the page
// to note: who began the closing, and how long it took.

/**
 * Events: "state" (readyState or a count has changed), "connected" {address}, "sent" {data},
 * "received" {data}, "failed", "ended" {the account of the end}.
 */
export class Connection extends EventTarget {
  sent = 0;
  received = 0;

  #socket = null;

  get state() {
    return this.#socket === null ? WebSocket.CLOSED : this.#socket.readyState;
  }

  /** Opens a connection; throws what the WebSocket constructor throws. */
  open(address) {
    const socket = new WebSocket(address);
    const seen = { address, opened: false, failed: false, closeCalledAt: null };
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      seen.opened = true;
      this.#tell("connected", { address });
    };
    socket.onmessage = event => {
      this.received++;
      this.#tell("received", { data: event.data });
    };
    socket.onerror = () => {
      seen.failed = true;
      this.#tell("failed", { address, opened: seen.opened });
    };
    socket.onclose = event => this.#tell("ended", account(seen, event));
    socket.seen = seen;
    this.#socket = socket;
    this.sent = 0;
    this.received = 0;
    this.#tell("state");
  }

  send(data) {
    this.#socket.send(data);
    this.sent++;
    this.#tell("sent", { data });
  }

  /** The goodbye: starts the closing handshake if the connection is open. */
  close(...codeAndReason) {
    if (this.#socket.readyState === WebSocket.OPEN) {
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

/** What is known of an end, from the close event and from what was seen before it. */
export function account(seen, event) {
  const asked = seen.closeCalledAt !== null;
  return {
    address: seen.address,
    opened: seen.opened,
    failed: seen.failed,
    asked,
    code: event.code,
    reason: event.reason,
    wasClean: event.wasClean,
    initiator: asked ? "browser" : event.wasClean ? "server" : "nobody",
    closeMillis: asked ? performance.now() - seen.closeCalledAt : null,
  };
}
