// The card of the connection: address, subprotocols, the buttons to open and to close, and the state.

import { enable, isEnabled, showProblem, storage } from "../base/controls.js";
import { duration, number, size } from "../base/format.js";
import { text } from "../base/texts.js";
import { throttled } from "../base/throttle.js";
import { addressProblem, ownServer } from "./address.js";
import { MAXIMUM_ATTEMPTS, waitBefore } from "./backoff.js";
import { MAXIMUM_REASON_BYTES, readClose } from "./close-rules.js";
import { STATE_NAMES } from "./connection.js";
import { readProtocols } from "./protocols.js";
import { Reachability } from "./reachability.js";

/** After these times in a state, its description gets longer [ms]. */
const LONG_CONNECTING = 3000;
const LONG_CLOSING = 3000;

/** A connection that was open this long resets the number of attempts [ms]. */
const STABLE = 5000;

/** The interval at which bufferedAmount is read [ms]. */
const DRAINING = 100;

export class ConnectionView {
  #connection;
  #reachability;
  #log;
  #address = document.getElementById("address");
  #addressProblem = document.getElementById("address-problem");
  #protocols = document.getElementById("protocols");
  #openButton = document.getElementById("open-button");
  #reconnect = document.getElementById("reconnect");
  #code = document.getElementById("close-code");
  #reason = document.getElementById("close-reason");
  #closeButton = document.getElementById("close-button");
  #shownState = null;
  #longTimer = null;
  #isLong = false;
  #attempt = 0;
  #retryTimer = null;
  #stableTimer = null;
  #givenUp = false;
  #updateLater = throttled(() => this.update(), DRAINING);

  constructor(connection, log) {
    this.#connection = connection;
    this.#reachability = new Reachability(connection);
    this.#log = log;
    this.#address.value = storage.get("address") ?? ownServer();
    this.#protocols.value = storage.get("protocols") ?? "";
    this.#reconnect.checked = storage.get("reconnect") === "on";

    onSubmit("open-form", () => this.#openOrCancel());
    onSubmit("close-form", () => this.#close());
    this.#address.addEventListener("input", () => this.#showAddressProblem(null));
    this.#protocols.addEventListener("input", () => this.#updateProtocolsProblem());
    this.#code.addEventListener("input", () => this.update());
    this.#reason.addEventListener("input", () => this.update());
    this.#reconnect.addEventListener("change", () => this.#reconnectChanged());
    document
      .getElementById("own-server-button")
      .addEventListener("click", () => this.#suggest(ownServer()));
    for (const example of document.querySelectorAll("[data-example]")) {
      example.addEventListener("click", () => this.#suggest(ownServer() + example.dataset.example));
    }
    const countsChanged = throttled(() => this.update());
    // A new state is shown at once, but new counts are throttled, because messages may be frequent.
    connection.addEventListener("state", () =>
      connection.state === this.#shownState ? countsChanged() : this.update(),
    );
    this.#reachability.addEventListener("change", () => this.update());
    connection.addEventListener("connected", () => this.#connected());
    connection.addEventListener("ended", event => this.#ended(event.detail));
    this.update();
  }

  /** Opens a connection to an address, or shows at the field why that is not possible. */
  open(address, protocols = []) {
    const problem = addressProblem(address);
    if (problem !== null) {
      this.#showAddressProblem(problem);
      return;
    }
    clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
    this.#givenUp = false;
    try {
      this.#connection.open(address, protocols);
    } catch {
      this.#showAddressProblem(["address.invalid", ownServer()]);
    }
  }

  update() {
    const { state } = this.#connection;
    this.#restartTimer(state);
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
        this.#updateProtocolsProblem();
        this.#protocols.focus();
        return;
      }
      this.open(address, protocols);
      if (this.#connection.state === WebSocket.CONNECTING) {
        storage.set("address", address);
        storage.set("protocols", this.#protocols.value);
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
    } else if (isEnabled(this.#closeButton)) {
      this.#connection.close(...close.arguments);
    }
  }

  #suggest(address) {
    this.#address.value = address;
    this.#showAddressProblem(null);
    this.#openButton.focus();
  }

  #showAddressProblem(problem) {
    showProblem(this.#address, this.#addressProblem, problem === null ? null : text(...problem));
  }

  #updateProtocolsProblem() {
    const { problem } = readProtocols(this.#protocols.value);
    showProblem(
      this.#protocols,
      document.getElementById("protocols-problem"),
      problem === null ? null : text(...problem),
    );
  }

  // A state that lasts long gets a longer description, for visitors who wonder why.
  #restartTimer(state) {
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
    box.dataset.reachability = this.#reachability.lost ? "lost" : "ok";
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

  // No event reports that bytes have left the browser, so this repeats until all have, or until the
  // connection has ended.
  #updateBuffered(state) {
    const { bufferedAmount } = this.#connection;
    const draining =
      bufferedAmount > 0 && (state === WebSocket.OPEN || state === WebSocket.CLOSING);
    setText("state-buffered", draining ? text("state.buffered", size(bufferedAmount)) : "");
    if (draining) {
      this.#updateLater();
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
    if (state === WebSocket.OPEN && this.#reachability.lost) {
      return text("state.1.lost");
    }
    return text(this.#isLong ? `state.${state}.long` : `state.${state}`);
  }

  #updateOpenButton(state) {
    const connecting = state === WebSocket.CONNECTING;
    setText("open-button", text(connecting ? "button.cancel" : "button.open"));
    const disabledReason = {
      [WebSocket.OPEN]: "open.busy",
      [WebSocket.CLOSING]: "open.waiting",
    }[state];
    enable(this.#openButton, disabledReason === undefined ? null : text(disabledReason));
  }

  #updateClose(state) {
    const close = readClose(this.#code.value, this.#reason.value);
    const words = problem => (problem === null ? null : text(...problem));
    showProblem(
      this.#code,
      document.getElementById("close-code-problem"),
      words(close.codeProblem),
    );
    showProblem(
      this.#reason,
      document.getElementById("close-reason-problem"),
      words(close.reasonProblem),
    );
    setText("close-reason-count", text("reason.count", close.bytes, MAXIMUM_REASON_BYTES));

    const valid = close.codeProblem === null && close.reasonProblem === null;
    setText(
      "close-call",
      valid ? `close(${close.arguments.map(value => JSON.stringify(value)).join(", ")})` : "",
    );
    document.getElementById("close-call").title =
      valid && close.arguments.length === 0 ? text("code.empty") : "";
    const disabledReason =
      state !== WebSocket.OPEN ? "close.notOpen" : valid ? null : "close.invalid";
    enable(this.#closeButton, disabledReason === null ? null : text(disabledReason));
  }

  #reconnectChanged() {
    storage.set("reconnect", this.#reconnect.checked ? "on" : "off");
    if (!this.#reconnect.checked) {
      this.#stopRetrying();
      this.update();
    }
  }

  #connected() {
    // Only a stable connection resets the backoff. One that breaks at once must not.
    this.#stableTimer = setTimeout(() => (this.#attempt = 0), STABLE);
  }

  #ended(report) {
    clearTimeout(this.#stableTimer);
    if (!this.#reconnect.checked || report.closeCalled) {
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
