// The fields for the address and the subprotocols, and the addresses that were used before.

import { showAdvice } from "../base/advice.js";
import { showProblem, storage } from "../base/controls.js";
import { Recent } from "../base/recent.js";
import { text } from "../base/texts.js";
import { addressProblem, ownServer, webSocketAddress } from "./address.js";
import { readProtocols } from "./protocols.js";

/** The largest number of stored addresses. */
const MAXIMUM_ADDRESSES = 10;

export class AddressView {
  #field = document.getElementById("address");
  #problem = document.getElementById("address-problem");
  #protocols = document.getElementById("protocols");
  #recent = new Recent("addresses", MAXIMUM_ADDRESSES);
  #menu = document.getElementById("address-history");
  #showOptions;

  /** @param showOptions shows the fields that are usually hidden */
  constructor(showOptions) {
    this.#showOptions = showOptions;
    this.#field.value = storage.get("address") ?? ownServer();
    this.#protocols.value = storage.get("protocols") ?? "";
    this.#field.addEventListener("input", () => this.showProblem(null));
    this.#protocols.addEventListener("input", () => this.#updateProtocolsProblem());
    document.getElementById("own-server-button").addEventListener("click", () => {
      this.set(ownServer());
      this.#field.focus();
    });
    document.getElementById("address-history-clear").addEventListener("click", () => {
      this.#recent.clear();
      this.#fillMenu();
    });
    this.#menu.addEventListener("beforetoggle", () => this.#fillMenu());
  }

  set(address) {
    this.#field.value = address;
    this.showProblem(null);
  }

  /**
   * Reads the fields. If one is invalid, shows why and moves the focus there.
   *
   * @returns {address, protocols}, or null
   */
  read() {
    const address = webSocketAddress(this.#field.value.trim());
    const { protocols, problem } = readProtocols(this.#protocols.value);
    const wrong = addressProblem(address);
    if (wrong !== null) {
      this.showProblem(wrong);
      this.#field.focus();
      return null;
    }
    if (problem !== null) {
      this.#showOptions();
      this.#updateProtocolsProblem();
      this.#protocols.focus();
      return null;
    }
    return { address, protocols };
  }

  /** Stores what is being opened, so that it is offered again. */
  remember(address) {
    this.set(address);
    this.#recent.add(address);
    storage.set("address", address);
    storage.set("protocols", this.#protocols.value);
  }

  /** @param problem [text key, ...values], or null */
  showProblem(problem) {
    this.#field.ariaInvalid = problem === null ? null : "true";
    showAdvice(this.#problem.id, problem === null ? [] : [problem], "span");
  }

  #updateProtocolsProblem() {
    const { problem } = readProtocols(this.#protocols.value);
    showProblem(
      this.#protocols,
      document.getElementById("protocols-problem"),
      problem === null ? null : text(...problem),
    );
  }

  #fillMenu() {
    const { values } = this.#recent;
    document.getElementById("address-history-list").replaceChildren(
      ...values.map(address => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "link wire";
        button.translate = false;
        button.textContent = address;
        button.addEventListener("click", () => {
          this.set(address);
          this.#menu.hidePopover();
          this.#field.focus();
        });
        const item = document.createElement("li");
        item.append(button);
        return item;
      }),
    );
    document.getElementById("address-history-empty").hidden = values.length > 0;
    document.getElementById("address-history-clear").hidden = values.length === 0;
  }
}
