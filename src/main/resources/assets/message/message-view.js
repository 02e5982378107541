// The card that sends text, JSON or bytes.

import { enable, isEnabled, showProblem } from "../base/controls.js";
import { number, size, utf8Length } from "../base/format.js";
import { formatJson, jsonProblem, lineAndColumn } from "../base/json.js";
import { text } from "../base/texts.js";
import { FileView } from "./file-view.js";
import { readHex } from "./hex.js";
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

  constructor(connection) {
    this.#connection = connection;
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
    this.#text.addEventListener("keydown", event => this.#sendOnEnter(event, !event.shiftKey));
    [this.#json, this.#hex].forEach(field =>
      field.addEventListener("keydown", event =>
        this.#sendOnEnter(event, event.ctrlKey || event.metaKey),
      ),
    );
    [this.#text, this.#json, this.#hex].forEach(field =>
      field.addEventListener("input", () => this.update()),
    );
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
    const disabledReason = this.#shownState === WebSocket.OPEN ? problem : text("send.notOpen");
    enable(this.#button, disabledReason);
    this.#repeat.update(disabledReason);
  }

  #updateText() {
    showSize("text-view-size", utf8Length(this.#text.value));
    return null;
  }

  #updateJson() {
    const { value } = this.#json;
    showSize("json-view-size", utf8Length(value));
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
    showSize("hex-view-size", bytes?.byteLength ?? null);
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
      this.#connection.send(this.#messageOf(false)(1));
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

  #sendOnEnter(event, wanted) {
    // While an input method composes a word, Enter confirms that word.
    if (event.key === "Enter" && wanted && !event.isComposing) {
      event.preventDefault();
      this.#send();
    }
  }

  #format() {
    if (isEnabled(this.#formatButton)) {
      this.#json.value = formatJson(this.#json.value);
      this.update();
    }
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

function showSize(id, bytes) {
  document.getElementById(id).textContent = bytes === null ? "" : size(bytes);
}
