// Sends a message at once, or connects first. At most one message waits for a connection.

/** Event: "change", when a message begins or ceases to wait. Does not use the DOM. */
export class Outbox extends EventTarget {
  #connection;
  #connect;
  #waiting = null;

  /** @param connect opens a connection, and returns whether it could */
  constructor(connection, connect) {
    super();
    this.#connection = connection;
    this.#connect = connect;
    connection.addEventListener("connected", () => {
      const data = this.#waiting;
      if (data !== null) {
        this.#setWaiting(null);
        connection.send(data);
      }
    });
    connection.addEventListener("ended", ({ detail: { opened, closeCalled } }) => {
      // After the end of the connection that was being closed, the next one is opened. But a connection
      // that fails to open ends the wait.
      if (this.#waiting !== null && !(opened && closeCalled && this.#connect())) {
        this.#setWaiting(null);
      }
    });
  }

  get isWaiting() {
    return this.#waiting !== null;
  }

  /**
   * Sends a string or an ArrayBuffer: now if the connection is open; as soon as it is open if it is
   * being opened, is closed, or is being closed.
   */
  send(data) {
    switch (this.#connection.state) {
      case WebSocket.OPEN:
        this.#connection.send(data);
        break;
      case WebSocket.CLOSED:
        if (this.#connect()) {
          this.#setWaiting(data);
        }
        break;
      default:
        this.#setWaiting(data);
    }
  }

  #setWaiting(data) {
    this.#waiting = data;
    this.dispatchEvent(new Event("change"));
  }
}
