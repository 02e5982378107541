// The address, the two buttons, and the state of the connection in words.

import { enable, isEnabled, remembered, tell } from "../base/controls.js";
import { duration, number, size } from "../base/format.js";
import { soon } from "../base/soon.js";
import { text } from "../base/texts.js";
import { addressProblem, ownServer } from "./address.js";
import { MAXIMUM_ATTEMPTS, waitBefore } from "./backoff.js";
import { MAXIMUM_REASON_BYTES, readClose } from "./close-rules.js";
import { STATE_NAMES } from "./connection.js";
import { readProtocols } from "./protocols.js";
import { Reach } from "./reach.js";

const LONG_CONNECTING = 3000;
const LONG_CLOSING = 3000;
const STABLE = 5000;
const DRAINING = 100;

export class ConnectionView {
  #connection;
  #reach;
  #log;
  #address = document.getElementById("address");
  #addressProblem = document.getElementById("address-problem");
  #protocols = document.getElementById("protocols");
  #openButton = document.getElementById("open-button");
  #reconnect = document.getElementById("reconnect");
  #code = document.getElementById("close-code");
  #reason = document.getElementById("close-reason");
  #stopButton = document.getElementById("stop-button");
  #shownState = null;
  #longTimer = null;
  #isLong = false;
  #attempt = 0;
  #retryTimer = null;
  #stableTimer = null;
  #givenUp = false;
  #lookAgain = soon(() => this.update(), DRAINING);

  constructor(connection, log) {
    this.#connection = connection;
    this.#reach = new Reach(connection);
    this.#log = log;
    this.#address.value = remembered.get("address") ?? ownServer();
    this.#protocols.value = remembered.get("protocols") ?? "";
    this.#reconnect.checked = remembered.get("reconnect") === "on";

    onSubmit("open-form", () => this.#openOrCancel());
    onSubmit("close-form", () => this.#close());
    this.#address.addEventListener("input", () => this.#tellAddress(null));
    this.#protocols.addEventListener("input", () => this.#tellProtocols());
    this.#code.addEventListener("input", () => this.update());
    this.#reason.addEventListener("input", () => this.update());
    this.#reconnect.addEventListener("change", () => this.#reconnectChanged());
    document
      .getElementById("own-server-button")
      .addEventListener("click", () => this.#suggest(ownServer()));
    for (const example of document.querySelectorAll("[data-example]")) {
      example.addEventListener("click", () => this.#suggest(ownServer() + example.dataset.example));
    }
    const countsChanged = soon(() => this.update());
    // Buttons change at once with the state; the counts of a flood of messages change once a frame.
    connection.addEventListener("state", () =>
      connection.state === this.#shownState ? countsChanged() : this.update(),
    );
    this.#reach.addEventListener("change", () => this.update());
    connection.addEventListener("connected", () => this.#connected());
    connection.addEventListener("ended", event => this.#ended(event.detail));
    this.update();
  }

  /** Opens a connection to an address, and tells at the field if that is not possible. */
  open(address, protocols = []) {
    const problem = addressProblem(address);
    if (problem !== null) {
      this.#tellAddress(problem);
      return;
    }
    clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
    this.#givenUp = false;
    try {
      this.#connection.open(address, protocols);
    } catch {
      this.#tellAddress(["address.invalid", ownServer()]);
    }
  }

  update() {
    const { state } = this.#connection;
    this.#noteState(state);
    this.#updateState(state);
    this.#updateOpenButton(state);
    this.#updateClose(state);
  }

  #openOrCancel() {
    if (this.#connection.state === WebSocket.CONNECTING) {
      this.#stopRetrying();
      this.#connection.cancel();
    } else if (isEnabled(this.#openButton)) {
      this.#attempt = 0;
      const address = this.#address.value.trim();
      const { protocols, problem } = readProtocols(this.#protocols.value);
      if (problem !== null) {
        this.#tellProtocols();
        this.#protocols.focus();
        return;
      }
      this.open(address, protocols);
      if (this.#connection.state === WebSocket.CONNECTING) {
        remembered.set("address", address);
        remembered.set("protocols", this.#protocols.value);
      } else {
        this.#address.focus();
      }
    }
  }

  #close() {
    const close = readClose(this.#code.value, this.#reason.value);
    if (close.codeProblem !== null) {
      this.#code.focus();
    } else if (close.reasonProblem !== null) {
      this.#reason.focus();
    } else if (isEnabled(this.#stopButton)) {
      this.#connection.close(...close.arguments);
    }
  }

  #suggest(address) {
    this.#address.value = address;
    this.#tellAddress(null);
    this.#openButton.focus();
  }

  #tellAddress(problem) {
    tell(this.#address, this.#addressProblem, problem === null ? null : text(...problem));
  }

  #tellProtocols() {
    const { problem } = readProtocols(this.#protocols.value);
    tell(
      this.#protocols,
      document.getElementById("protocols-problem"),
      problem === null ? null : text(...problem),
    );
  }

  // A state that lasts gets more words: the visitor wonders by then.
  #noteState(state) {
    if (state === this.#shownState) {
      return;
    }
    this.#shownState = state;
    this.#isLong = false;
    clearTimeout(this.#longTimer);
    const limit = { [WebSocket.CONNECTING]: LONG_CONNECTING, [WebSocket.CLOSING]: LONG_CLOSING }[
      state
    ];
    if (limit !== undefined) {
      this.#longTimer = setTimeout(() => {
        this.#isLong = true;
        this.update();
      }, limit);
    }
  }

  #updateState(state) {
    const box = document.getElementById("state");
    box.dataset.state = state;
    box.dataset.reach = this.#reach.lost ? "lost" : "there";
    setText("state-name", `${STATE_NAMES[state]} (${state})`);
    setText("state-words", this.#stateWords(state));
    const { sent, received, protocol, extensions } = this.#connection;
    const none = text("state.none");
    setText(
      "state-negotiated",
      state === WebSocket.OPEN
        ? text("state.negotiated", protocol || none, extensions || none)
        : "",
    );
    setText("state-counts", text("state.counts", number(sent), number(received)));
    this.#updateBuffered(state);
  }

  // No event tells that bytes have left the browser: this looks again until all have, or the end came.
  #updateBuffered(state) {
    const { bufferedAmount } = this.#connection;
    const draining =
      bufferedAmount > 0 && (state === WebSocket.OPEN || state === WebSocket.CLOSING);
    setText("state-buffered", draining ? text("state.buffered", size(bufferedAmount)) : "");
    if (draining) {
      this.#lookAgain();
    }
  }

  #stateWords(state) {
    if (state === WebSocket.CLOSED && this.#retryTimer !== null) {
      return text(
        "state.3.again",
        duration(waitBefore(this.#attempt)),
        this.#attempt,
        MAXIMUM_ATTEMPTS,
      );
    }
    if (state === WebSocket.CLOSED && this.#givenUp) {
      return text("state.3.givenUp", MAXIMUM_ATTEMPTS);
    }
    if (state === WebSocket.OPEN && this.#reach.lost) {
      return text("state.1.lost");
    }
    return text(this.#isLong ? `state.${state}.long` : `state.${state}`);
  }

  #updateOpenButton(state) {
    const connecting = state === WebSocket.CONNECTING;
    setText("open-button", text(connecting ? "button.cancel" : "button.open"));
    const whyNot = { [WebSocket.OPEN]: "open.busy", [WebSocket.CLOSING]: "open.waiting" }[state];
    enable(this.#openButton, whyNot === undefined ? null : text(whyNot));
  }

  #updateClose(state) {
    const close = readClose(this.#code.value, this.#reason.value);
    const words = problem => (problem === null ? null : text(...problem));
    tell(this.#code, document.getElementById("close-code-problem"), words(close.codeProblem));
    tell(this.#reason, document.getElementById("close-reason-problem"), words(close.reasonProblem));
    setText("close-reason-count", text("reason.count", close.bytes, MAXIMUM_REASON_BYTES));

    const valid = close.codeProblem === null && close.reasonProblem === null;
    setText(
      "close-call",
      valid ? `close(${close.arguments.map(value => JSON.stringify(value)).join(", ")})` : "",
    );
    document.getElementById("close-call").title =
      valid && close.arguments.length === 0 ? text("code.empty") : "";
    const whyNot = state !== WebSocket.OPEN ? "close.notOpen" : valid ? null : "close.invalid";
    enable(this.#stopButton, whyNot === null ? null : text(whyNot));
  }

  #reconnectChanged() {
    remembered.set("reconnect", this.#reconnect.checked ? "on" : "off");
    if (!this.#reconnect.checked) {
      this.#stopRetrying();
      this.update();
    }
  }

  #connected() {
    // A connection that breaks at once again must not be tried for ever without a wait.
    this.#stableTimer = setTimeout(() => (this.#attempt = 0), STABLE);
  }

  #ended(report) {
    clearTimeout(this.#stableTimer);
    if (!this.#reconnect.checked || report.asked) {
      return;
    }
    if (this.#attempt === MAXIMUM_ATTEMPTS) {
      this.#givenUp = true;
      return;
    }
    this.#attempt++;
    this.#retryTimer = setTimeout(() => {
      this.#log.add({ kind: "note", label: text("log.again", this.#attempt, MAXIMUM_ATTEMPTS) });
      this.open(report.address, report.protocols);
    }, waitBefore(this.#attempt));
  }

  #stopRetrying() {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
    this.#givenUp = false;
  }
}

function onSubmit(form, action) {
  document.getElementById(form).addEventListener("submit", event => {
    event.preventDefault();
    action();
  });
}

function setText(id, words) {
  const element = document.getElementById(id);
  if (element.textContent !== words) {
    element.textContent = words;
  }
}
