// The card that sends: a text, JSON, or bytes.

import { enable, isEnabled, tell } from "../base/controls.js";
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
      () => this.#choose("binary"),
    );
    this.#repeat = new RepeatView(connection, () => this.#messageOf());
    new TemplatesView(
      () => this.#kept(),
      template => this.#use(template),
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
    // A count that has changed, thousands of times a second perhaps, changes nothing here.
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
    const whyNot = this.#shownState === WebSocket.OPEN ? problem : text("send.notOpen");
    enable(this.#button, whyNot);
    this.#repeat.update(whyNot);
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
      found === null ? null : placed(`json.problem.${found.problem}`, value, found.position);
    tell(this.#json, document.getElementById("json-problem"), words);
    enable(this.#formatButton, words === null ? null : text("json.invalid"));
    return words === null ? null : text("json.invalid");
  }

  #updateBinary() {
    const { value } = this.#hex;
    const { bytes, problem, position } =
      this.#file.content === null ? readHex(value) : { bytes: this.#file.content, problem: null };
    showSize("hex-view-size", bytes?.byteLength ?? null);
    tell(
      this.#hex,
      document.getElementById("hex-problem"),
      problem === null ? null : placed(`hex.problem.${problem}`, value, position),
    );
    return problem === null ? null : text("hex.invalid");
  }

  #send() {
    // What a script has put into a field came without an event.
    this.update();
    if (isEnabled(this.#button)) {
      this.#connection.send(this.#messageOf(false)(1));
    }
  }

  // What to send for each number. It is read once: the fields may change while it is repeated.
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
    // While an input method composes a word, Enter belongs to it.
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

  #choose(wanted) {
    this.#kinds.forEach(kind => (kind.checked = kind.value === wanted));
    this.update();
  }

  #kept() {
    const kind = this.#kind();
    if (kind === "binary") {
      return this.#file.content === null ? { kind: "hex", content: this.#hex.value } : null;
    }
    return { kind, content: (kind === "text" ? this.#text : this.#json).value };
  }

  #use({ kind, content }) {
    const field = { text: this.#text, json: this.#json, hex: this.#hex }[kind];
    field.value = content;
    if (kind === "hex") {
      this.#file.forget();
    }
    this.#choose(kind === "hex" ? "binary" : kind);
    field.focus();
  }
}

function placed(key, value, position) {
  const { line, column } = lineAndColumn(value, position);
  return text("message.place", number(line), number(column), text(key));
}

function showSize(id, bytes) {
  document.getElementById(id).textContent = bytes === null ? "" : size(bytes);
}
