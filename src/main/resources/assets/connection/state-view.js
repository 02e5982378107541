// The line with the state of the connection, and the buttons that leave a state which lasts long.

import { onClick, setText } from "../base/dom.js";
import { duration, number, size } from "../base/format.js";
import { text } from "../base/texts.js";
import { throttled } from "../base/throttle.js";
import { MAXIMUM_ATTEMPTS } from "./backoff.js";
import { STATE_NAMES } from "./connection.js";
import { Reachability } from "./reachability.js";

/** After this time in a state, its description gets longer [ms]. */
const LONG = 3000;

/** After this time without an echo, the line says so [ms]. */
const SILENT = 10_000;

/** The interval at which bufferedAmount is read, and after which it is shown [ms]. */
const DRAINING = 100;

export class StateView {
  #connection;
  #reconnector;
  #reachability;
  #box = document.getElementById("state");
  #leave = document.getElementById("leave-button");
  #shownState = null;
  #hasBeenOpened = false;
  #longTimer = null;
  #isLong = false;
  #drainingSince = null;
  #updateLater = throttled(() => this.update(), DRAINING);

  constructor(connection, reconnector) {
    this.#connection = connection;
    this.#reconnector = reconnector;
    this.#reachability = new Reachability(connection);
    const countsChanged = throttled(() => this.update());
    // A new state is shown at once, but new counts are throttled, because messages may be frequent.
    connection.addEventListener("state", () =>
      connection.state === this.#shownState ? countsChanged() : this.update(),
    );
    this.#reachability.addEventListener("change", () => this.update());
    reconnector.addEventListener("change", () => this.update());
    this.#leave.addEventListener("click", () => this.#leaveState());
    onClick("reconnect-now", () => reconnector.now());
    onClick("reconnect-stop", () => reconnector.stop());
    // No event reports that an echo has been missing for some time.
    setInterval(() => connection.waitingSince !== null && this.update(), 1000);
    this.update();
  }

  update() {
    const { state } = this.#connection;
    this.#restartTimer(state);
    this.#hasBeenOpened ||= state !== WebSocket.CLOSED;
    const waits = this.#reconnector.remaining !== null;
    this.#box.dataset.state = state;
    this.#box.dataset.problem = this.#hasProblem(state);
    setText("state-name", `${STATE_NAMES[state]} (${state})`);
    setText("state-words", this.#words(state));
    this.#updateCounts(state);
    const leave = { [WebSocket.CONNECTING]: "state.cancel", [WebSocket.CLOSING]: "state.abandon" }[
      state
    ];
    this.#leave.hidden = leave === undefined;
    setText("leave-button", leave === undefined ? "" : text(leave));
    document.getElementById("reconnect-now").hidden = !waits;
    document.getElementById("reconnect-stop").hidden = !waits;
    this.#updateTitle(state);
  }

  #leaveState() {
    this.#reconnector.stop();
    if (this.#connection.state === WebSocket.CONNECTING) {
      this.#connection.cancel();
    } else {
      this.#connection.abandon();
    }
    document.getElementById("open-button").focus();
  }

  // A state that lasts long gets a longer description, for visitors who wonder why.
  #restartTimer(state) {
    if (state === this.#shownState) {
      return;
    }
    this.#shownState = state;
    this.#isLong = false;
    clearTimeout(this.#longTimer);
    if (state === WebSocket.CONNECTING || state === WebSocket.CLOSING) {
      this.#longTimer = setTimeout(() => {
        this.#isLong = true;
        this.update();
      }, LONG);
    }
  }

  #words(state) {
    if (state === WebSocket.CLOSED) {
      return this.#closedWords();
    }
    if (state === WebSocket.OPEN && this.#reachability.lost) {
      return text("state.1.lost");
    }
    if (state === WebSocket.OPEN && this.#silence >= SILENT) {
      return text("state.1.silent", duration(Math.floor(this.#silence / 1000) * 1000));
    }
    return text(this.#isLong ? `state.${state}.long` : `state.${state}`);
  }

  #closedWords() {
    const { remaining, address, attempt, hasGivenUp } = this.#reconnector;
    if (remaining !== null) {
      const seconds = number(Math.ceil(remaining / 1000));
      return text("state.3.again", address, seconds, attempt, MAXIMUM_ATTEMPTS);
    }
    if (hasGivenUp) {
      return text("state.3.givenUp", MAXIMUM_ATTEMPTS);
    }
    return text(this.#hasBeenOpened ? "state.3" : "state.3.first");
  }

  get #silence() {
    const { waitingSince } = this.#connection;
    return waitingSince === null ? 0 : performance.now() - waitingSince;
  }

  #hasProblem(state) {
    return state === WebSocket.OPEN && (this.#reachability.lost || this.#silence >= SILENT);
  }

  #updateCounts(state) {
    const { sent, received, protocol, extensions } = this.#connection;
    const none = text("state.none");
    setText(
      "state-negotiated",
      state === WebSocket.OPEN
        ? text("state.negotiated", protocol || none, extensions || none)
        : "",
    );
    setText(
      "state-counts",
      state === WebSocket.OPEN || sent > 0 || received > 0
        ? text("state.counts", number(sent), number(received))
        : "",
    );
    this.#updateBuffered(state);
  }

  // No event reports that bytes have left the browser, so this repeats until all have, or until the
  // connection has ended.
  #updateBuffered(state) {
    const { bufferedAmount } = this.#connection;
    const draining =
      bufferedAmount > 0 && (state === WebSocket.OPEN || state === WebSocket.CLOSING);
    this.#drainingSince = draining ? (this.#drainingSince ?? performance.now()) : null;
    const isLong = draining && performance.now() - this.#drainingSince >= DRAINING;
    setText("state-buffered", isLong ? text("state.buffered", size(bufferedAmount)) : "");
    if (draining) {
      this.#updateLater();
    }
  }

  // A browser tab with an open connection is recognizable among others.
  #updateTitle(state) {
    const { address } = this.#connection;
    const title =
      state === WebSocket.CLOSED || address === null
        ? text("title")
        : text(`title.${state}`, new URL(address).host, text("title"));
    if (document.title !== title) {
      document.title = title;
    }
  }
}
