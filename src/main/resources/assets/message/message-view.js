// The card that sends text, JSON or bytes.

import { enable, isEnabled, showProblem } from "../base/controls.js";
import { setText } from "../base/dom.js";
import { number, size, utf8Length } from "../base/format.js";
import { formatJson, jsonProblem, lineAndColumn } from "../base/json.js";
import { text } from "../base/texts.js";
import { Toggle } from "../base/toggle.js";
import { FileView } from "./file-view.js";
import { readHex } from "./hex.js";
import { MessageHistory } from "./message-history.js";
import { Outbox } from "./outbox.js";
import { RepeatView } from "./repeat-view.js";
import { TemplatesView } from "./templates-view.js";

const PLACEHOLDER = "{n}";

export class MessageView {
  #connection;
  #shownState = null;
  #kinds = [...document.querySelectorAll("#message-kinds input")];
  #text = document.getElementById("text-view");
  #json = document.getElementById("json-view");
  #hex = document.getElementById("hex-view");
  #button = document.getElementById("send-button");
  #formatButton = document.getElementById("json-format");
  #file;
  #repeat;
  #outbox;
  #history = new MessageHistory();

  /** @param connect opens a connection, and returns whether it could */
  constructor(connection, connect) {
    this.#connection = connection;
    this.#outbox = new Outbox(connection, connect);
    this.#outbox.addEventListener("change", () => this.update());
    new Toggle("template-button");
    new Toggle("repeat-toggle");
    this.#file = new FileView(
      () => this.update(),
      () => this.#selectKind("binary"),
    );
    this.#repeat = new RepeatView(connection, () => this.#messageOf());
    new TemplatesView(
      () => this.#template(),
      template => this.#apply(template),
    );
    document.getElementById("send-form").addEventListener("submit", event => {
      event.preventDefault();
      this.#send();
    });
    [this.#text, this.#json, this.#hex].forEach(field => {
      field.addEventListener("keydown", event => this.#keyPressed(event));
      field.addEventListener("input", () => {
        this.#history.leave();
        this.update();
      });
    });
    this.#kinds.forEach(kind => kind.addEventListener("change", () => this.update()));
    this.#formatButton.addEventListener("click", () => this.#format());
    // A new count changes nothing here. Counts may change thousands of times a second.
    connection.addEventListener("state", () => {
      if (connection.state !== this.#shownState) {
        this.update();
      }
    });
    this.update();
  }

  update() {
    this.#shownState = this.#connection.state;
    const kind = this.#kind();
    for (const panel of document.querySelectorAll("[data-kind-panel]")) {
      panel.hidden = panel.dataset.kindPanel !== kind;
    }
    document.getElementById("hex-field").hidden = this.#file.content !== null;
    const problem = {
      text: () => this.#updateText(),
      json: () => this.#updateJson(),
      binary: () => this.#updateBinary(),
    }[kind]();
    const isOpen = this.#shownState === WebSocket.OPEN;
    const waits = this.#outbox.isWaiting;
    setText("send-button", text(isOpen || waits ? "send" : "send.connect"));
    setText("send-note", waits && !isOpen ? text(`send.waiting.${this.#shownState}`) : "");
    enable(this.#button, problem ?? (waits ? text("send.isWaiting") : null));
    this.#repeat.update(isOpen ? problem : text("send.notOpen"));
  }

  /** Moves the focus to the field of the message. */
  focus() {
    this.#field().focus();
  }

  /** Sends a message: a string or an ArrayBuffer. Connects first if necessary. */
  send(data) {
    this.#outbox.send(data);
  }

  #updateText() {
    showSize(utf8Length(this.#text.value));
    return null;
  }

  #updateJson() {
    const { value } = this.#json;
    showSize(utf8Length(value));
    const found = jsonProblem(value);
    const words =
      found === null ? null : withPosition(`json.problem.${found.problem}`, value, found.position);
    showProblem(this.#json, document.getElementById("json-problem"), words);
    enable(this.#formatButton, words === null ? null : text("json.invalid"));
    return words === null ? null : text("json.invalid");
  }

  #updateBinary() {
    const { value } = this.#hex;
    const { bytes, problem, position } =
      this.#file.content === null ? readHex(value) : { bytes: this.#file.content, problem: null };
    showSize(bytes?.byteLength ?? null);
    showProblem(
      this.#hex,
      document.getElementById("hex-problem"),
      problem === null ? null : withPosition(`hex.problem.${problem}`, value, position),
    );
    return problem === null ? null : text("hex.invalid");
  }

  #send() {
    // A script may have set a field, which fires no event.
    this.update();
    if (isEnabled(this.#button)) {
      const template = this.#template();
      if (template !== null) {
        this.#history.add(template);
      }
      this.send(this.#messageOf(false)(1));
    } else {
      this.#button.click();
    }
  }

  // Returns a function of a message's number. It reads the fields only once, because they may change
  // while the message is repeated.
  #messageOf(numbered = true) {
    const kind = this.#kind();
    if (kind === "binary") {
      const { buffer } =
        this.#file.content === null
          ? readHex(this.#hex.value).bytes
          : { buffer: this.#file.content };
      return () => buffer;
    }
    const { value } = kind === "text" ? this.#text : this.#json;
    return numbered ? count => value.replaceAll(PLACEHOLDER, count) : () => value;
  }

  #keyPressed(event) {
    const { key, target } = event;
    // While an input method composes a word, the keys belong to it.
    if (event.isComposing) {
      return;
    }
    const sends = event.ctrlKey || event.metaKey || (target === this.#text && !event.shiftKey);
    if (key === "Enter" && sends) {
      event.preventDefault();
      this.#send();
    } else if ((key === "ArrowUp" || key === "ArrowDown") && !event.shiftKey && !event.altKey) {
      const message =
        key === "ArrowUp"
          ? isAtStart(target) && this.#history.older(this.#template())
          : isAtEnd(target) && this.#history.newer();
      if (message) {
        event.preventDefault();
        this.#apply(message);
      }
    }
  }

  #format() {
    if (isEnabled(this.#formatButton)) {
      this.#json.value = formatJson(this.#json.value);
      this.update();
    }
  }

  #field() {
    return { text: this.#text, json: this.#json, binary: this.#hex }[this.#kind()];
  }

  #kind() {
    return this.#kinds.find(kind => kind.checked).value;
  }

  #selectKind(wanted) {
    this.#kinds.forEach(kind => (kind.checked = kind.value === wanted));
    this.update();
  }

  #template() {
    const kind = this.#kind();
    if (kind === "binary") {
      return this.#file.content === null ? { kind: "hex", content: this.#hex.value } : null;
    }
    return { kind, content: (kind === "text" ? this.#text : this.#json).value };
  }

  #apply({ kind, content }) {
    const field = { text: this.#text, json: this.#json, hex: this.#hex }[kind];
    field.value = content;
    if (kind === "hex") {
      this.#file.clear();
    }
    this.#selectKind(kind === "hex" ? "binary" : kind);
    field.focus();
  }
}

function withPosition(key, value, position) {
  const { line, column } = lineAndColumn(value, position);
  return text("message.place", number(line), number(column), text(key));
}

// At the edges of the text, the arrow keys cannot move further.
function isAtStart({ value, selectionStart, selectionEnd }) {
  return selectionStart === selectionEnd && !value.slice(0, selectionStart).includes("\n");
}

function isAtEnd({ value, selectionStart, selectionEnd }) {
  return selectionStart === selectionEnd && !value.slice(selectionEnd).includes("\n");
}

function showSize(bytes) {
  setText("message-size", bytes === null ? "" : size(bytes));
}
