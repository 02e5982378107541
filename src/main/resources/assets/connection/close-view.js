// The button that closes the connection, and the code and the reason beside it.

import { enable, isEnabled, showProblem } from "../base/controls.js";
import { text } from "../base/texts.js";
import { MAXIMUM_REASON_BYTES, readClose } from "./close-rules.js";

export class CloseView {
  #connection;
  #code = document.getElementById("close-code");
  #reason = document.getElementById("close-reason");
  #button = document.getElementById("close-button");

  constructor(connection) {
    this.#connection = connection;
    document.getElementById("close-form").addEventListener("submit", event => {
      event.preventDefault();
      this.close();
    });
    this.#code.addEventListener("input", () => this.update());
    this.#reason.addEventListener("input", () => this.update());
    connection.addEventListener("state", () => this.#updateButton());
    this.update();
  }

  /** Closes the connection if it is open and the fields are valid. Otherwise shows why it does not. */
  close() {
    const close = this.#read();
    if (close.codeProblem !== null) {
      this.#code.focus();
    } else if (close.reasonProblem !== null) {
      this.#reason.focus();
    } else if (isEnabled(this.#button)) {
      this.#connection.close(...close.arguments);
    }
  }

  update() {
    const close = this.#read();
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
    document.getElementById("close-reason-count").textContent = text(
      "reason.count",
      close.bytes,
      MAXIMUM_REASON_BYTES,
    );
    const call = document.getElementById("close-call");
    call.textContent = isValid(close)
      ? `socket.close(${close.arguments.map(value => JSON.stringify(value)).join(", ")});`
      : "";
    document.getElementById("close-call-note").textContent =
      isValid(close) && close.arguments.length === 0 ? text("code.empty") : "";
    this.#updateButton();
  }

  #updateButton() {
    const reason =
      this.#connection.state !== WebSocket.OPEN
        ? `close.notOpen.${this.#connection.state}`
        : isValid(this.#read())
          ? null
          : "close.invalid";
    enable(this.#button, reason === null ? null : text(reason));
  }

  #read() {
    return readClose(this.#code.value, this.#reason.value);
  }
}

function isValid({ codeProblem, reasonProblem }) {
  return codeProblem === null && reasonProblem === null;
}

function words(problem) {
  return problem === null ? null : text(...problem);
}
