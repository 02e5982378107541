// The text field and its button.

import { enable, isEnabled } from "../base/controls.js";
import { size, utf8Length } from "../base/format.js";
import { text } from "../base/texts.js";

export class MessageView {
  #connection;
  #field = document.getElementById("text-view");
  #button = document.getElementById("send-button");

  constructor(connection) {
    this.#connection = connection;
    const form = document.getElementById("send-form");
    form.addEventListener("submit", event => {
      event.preventDefault();
      this.#send();
    });
    this.#field.addEventListener("keydown", event => {
      // While an input method composes a word, Enter belongs to it.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#send();
      }
    });
    this.#field.addEventListener("input", () => this.update());
    connection.addEventListener("state", () => this.update());
    this.update();
  }

  update() {
    document.getElementById("text-view-size").textContent = size(utf8Length(this.#field.value));
    enable(this.#button, this.#connection.state === WebSocket.OPEN ? null : text("send.notOpen"));
  }

  #send() {
    if (isEnabled(this.#button)) {
      this.#connection.send(this.#field.value);
    }
  }
}
