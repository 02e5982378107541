// Lets the server send a text on the open connection, or close it.

import { enable, isEnabled, showProblem } from "../base/controls.js";
import { text } from "../base/texts.js";
import { MAXIMUM_REASON_BYTES } from "../connection/close-rules.js";
import { absenceOfId, instruct } from "../connection/transcripts.js";
import { codeProblem, reasonProblem, textProblem } from "./orders.js";

const field = id => document.getElementById(id);

export class OrderView {
  #connection;
  /** The result of the last order, as a text key or a sentence of the server. */
  #feedback = { key: null, sentence: "" };

  constructor(connection) {
    this.#connection = connection;
    for (const id of ["order-text", "order-code", "order-reason"]) {
      field(id).addEventListener("input", () => this.update());
    }
    onSubmit("order-send-form", () => this.#send());
    onSubmit("order-close-form", () => this.#close());
    connection.addEventListener("state", () => this.#updateButtons());
    this.update();
  }

  /** Shows all words in the current language. */
  update() {
    for (const [id, problem] of Object.entries(problems())) {
      showProblem(field(id), field(`${id}-problem`), problem === null ? null : text(...problem));
    }
    this.#updateButtons();
    const { key, sentence } = this.#feedback;
    field("order-feedback").textContent = key === null ? sentence : text(key);
  }

  #updateButtons() {
    const found = problems();
    const closed = this.#reasonWithoutConnection();
    const invalid = "server.order.invalid";
    setEnabled("order-send", closed ?? (found["order-text"] === null ? null : invalid));
    setEnabled(
      "order-close",
      closed ?? (found["order-code"] === null && found["order-reason"] === null ? null : invalid),
    );
  }

  #reasonWithoutConnection() {
    const { state, id, address } = this.#connection;
    if (state !== WebSocket.OPEN) {
      return "server.order.closed";
    }
    return id === null ? `server.order.${absenceOfId(address)}` : null;
  }

  #send() {
    if (isEnabled(field("order-send"))) {
      const body = field("order-text").value;
      this.#order("/messages", { method: "POST", body }, "server.order.sent");
    }
  }

  #close() {
    if (isEnabled(field("order-close"))) {
      const parameters = new URLSearchParams({
        code: field("order-code").value.trim(),
        reason: field("order-reason").value,
      });
      this.#order(`?${parameters}`, { method: "DELETE" }, "server.order.closing");
    }
  }

  async #order(rest, options, done) {
    const problem = await instruct(this.#connection.id, rest, options);
    if (problem === null) {
      this.#feedback = { key: done };
    } else {
      this.#feedback =
        problem === "" ? { key: "server.order.unreachable" } : { key: null, sentence: problem };
    }
    this.update();
  }
}

function problems() {
  return {
    "order-text": textProblem(field("order-text").value),
    "order-code": codeProblem(field("order-code").value),
    "order-reason": reasonProblem(field("order-reason").value, MAXIMUM_REASON_BYTES),
  };
}

function setEnabled(id, reason) {
  enable(field(id), reason === null ? null : text(reason));
}

function onSubmit(id, action) {
  field(id).addEventListener("submit", event => {
    event.preventDefault();
    action();
  });
}
