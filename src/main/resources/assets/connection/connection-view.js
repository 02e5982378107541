// The bar of the connection: its address, and the buttons that connect and close.

import { TRY } from "../base/advice.js";
import { enable, isEnabled, showProblem, storage } from "../base/controls.js";
import { text } from "../base/texts.js";
import { Toggle } from "../base/toggle.js";
import { addressProblem, ownServer } from "./address.js";
import { AddressView } from "./address-view.js";
import { MAXIMUM_ATTEMPTS } from "./backoff.js";
import { readCodes, USUAL } from "./close-codes.js";
import { CloseView } from "./close-view.js";
import { Reconnector } from "./reconnector.js";
import { StateView } from "./state-view.js";

export class ConnectionView {
  #connection;
  #address;
  #close;
  #state;
  #reconnector;
  #openButton = document.getElementById("open-button");
  #reconnect = document.getElementById("reconnect");
  #codes = document.getElementById("reconnect-codes");

  constructor(connection, log) {
    this.#connection = connection;
    const options = new Toggle("options-button", () => {});
    this.#address = new AddressView(() => options.set(true));
    this.#close = new CloseView(connection);
    this.#reconnector = new Reconnector(
      connection,
      ({ code }) => this.#reconnect.checked && readCodes(this.#codes.value)?.(code) === true,
      ({ address, protocols }, attempt) => {
        log.add({ kind: "note", label: ["log.again", attempt, MAXIMUM_ATTEMPTS] });
        this.#open(address, protocols);
      },
    );
    this.#state = new StateView(connection, this.#reconnector);
    this.#reconnect.checked = storage.get("reconnect") === "on";
    this.#codes.value = storage.get("reconnect.codes") ?? USUAL;
    document.getElementById("open-form").addEventListener("submit", event => {
      event.preventDefault();
      if (isEnabled(this.#openButton)) {
        this.connect();
      }
    });
    this.#reconnect.addEventListener("change", () => this.#reconnectChanged());
    this.#codes.addEventListener("input", () => this.#codesChanged());
    connection.addEventListener("state", () => this.#updateOpenButton());
    document.addEventListener(TRY, ({ detail: address }) => {
      this.#openButton.focus();
      this.#address.set(address);
      // If it is disabled, it says why.
      this.#openButton.click();
    });
    this.#updateOpenButton();
  }

  /** Opens a connection to the address in the field. Returns whether it could. */
  connect() {
    const target = this.#address.read();
    if (target === null) {
      return false;
    }
    this.#reconnector.stop();
    if (this.#open(target.address, target.protocols)) {
      this.#address.remember(target.address);
      return true;
    }
    return false;
  }

  /** Puts an address into the field, and opens a connection to it. */
  connectTo(address) {
    this.#address.set(address);
    this.connect();
  }

  /** Closes the connection with the code and the reason of the fields, if it is open. */
  close() {
    this.#close.close();
  }

  update() {
    this.#state.update();
    this.#close.update();
    this.#updateOpenButton();
    this.#codesChanged();
  }

  /** Opens a connection to an address. If the browser does not allow that, shows why at the field. */
  #open(address, protocols) {
    const problem = addressProblem(address);
    if (problem !== null) {
      this.#address.showProblem(problem);
      return false;
    }
    try {
      this.#connection.open(address, protocols);
      return true;
    } catch {
      this.#address.showProblem(["address.invalid", new URL(ownServer())]);
      return false;
    }
  }

  #updateOpenButton() {
    const reason = ["open.connecting", "open.busy", "open.waiting"][this.#connection.state];
    enable(this.#openButton, reason === undefined ? null : text(reason));
  }

  #reconnectChanged() {
    storage.set("reconnect", this.#reconnect.checked ? "on" : "off");
    if (!this.#reconnect.checked) {
      this.#reconnector.stop();
    }
  }

  #codesChanged() {
    const valid = readCodes(this.#codes.value) !== null;
    if (valid) {
      storage.set("reconnect.codes", this.#codes.value);
    }
    showProblem(
      this.#codes,
      document.getElementById("reconnect-codes-problem"),
      valid ? null : text("reconnect.codes.wrong"),
    );
  }
}
