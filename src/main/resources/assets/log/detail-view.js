// The pane that shows one line of the log in full.

import { copy } from "../base/clipboard.js";
import { enable, isEnabled } from "../base/controls.js";
import { setText } from "../base/dom.js";
import { number, size, time } from "../base/format.js";
import { closeCodeName, text } from "../base/texts.js";
import { diff } from "./diff.js";
import { jsonTokens } from "./json-tokens.js";
import { markedNodes } from "./marks.js";
import { completeIn, shownIn, viewsOf } from "./views.js";
import { detailOf, echoOf, isChanged, labelOf, sizeOf } from "./words.js";

export class DetailView {
  #pane = document.getElementById("log-detail");
  #views = [...document.querySelectorAll("#log-views input")];
  #copyButton = document.getElementById("log-detail-copy");
  #sendButton = document.getElementById("log-detail-send");
  #line = null;
  // The view that the visitor has chosen last; null for the one that fits a message best.
  #chosen = null;

  /**
   * @param actions sendAgain(data) sends data of a message; copied(isDone) and closed() are called
   *     after that has happened
   */
  constructor({ sendAgain, copied, closed }) {
    this.#views.forEach(view =>
      view.addEventListener("change", () => {
        this.#chosen = view.value;
        this.#showContent();
      }),
    );
    this.#copyButton.addEventListener("click", async () => {
      if (isEnabled(this.#copyButton)) {
        copied(await copy(completeIn(this.#view, this.#line.data)));
      }
    });
    this.#sendButton.hidden = sendAgain === undefined;
    this.#sendButton.addEventListener("click", () => {
      if (isEnabled(this.#sendButton)) {
        sendAgain(this.#line.data);
      }
    });
    document.getElementById("log-detail-close").addEventListener("click", closed);
    this.#pane.addEventListener("keydown", event => event.key === "Escape" && closed());
  }

  get isOpen() {
    return this.#line !== null;
  }

  /** Shows a line. */
  show(line) {
    this.#line = line;
    this.#pane.hidden = false;
    this.update();
  }

  close() {
    this.#line = null;
    this.#pane.hidden = true;
    setText("log-content", "");
  }

  /** Shows the line as it is now, with the words of the current language. */
  update() {
    const line = this.#line;
    if (line === null) {
      return;
    }
    this.#pane.dataset.kind = line.kind;
    const isMessage = line.size !== undefined;
    const heading = document.getElementById("log-detail-heading");
    heading.textContent = labelOf(line);
    heading.translate = line.kind !== "state";
    setText("log-detail-about", aboutOf(line).join(" · "));
    document.getElementById("log-message").hidden = !isMessage;
    document.getElementById("log-facts").hidden = isMessage;
    document.getElementById("log-facts").replaceChildren(...(isMessage ? [] : factsOf(line)));
    if (isMessage) {
      const gone = line.data === null ? text("log.payloadGone") : null;
      enable(this.#copyButton, gone);
      enable(this.#sendButton, gone);
      this.#showDifference();
      this.#showViews();
      this.#showContent();
    }
  }

  get #view() {
    return this.#views.find(view => view.checked).value;
  }

  #showViews() {
    const { data } = this.#line;
    const available = data === null ? [] : viewsOf(data);
    const wanted = available.includes(this.#chosen) ? this.#chosen : available[0];
    for (const view of this.#views) {
      view.parentElement.hidden = !available.includes(view.value);
      view.checked = view.value === wanted;
    }
  }

  #showContent() {
    const { data } = this.#line;
    const place = document.getElementById("log-content");
    place.hidden = data === null;
    if (data === null) {
      setText("log-limit", text("log.payloadGone"));
      return;
    }
    const view = this.#view;
    const { content, limit, isDecoded } = shownIn(view, data);
    place.dataset.view = view;
    place.replaceChildren(...(view === "json" ? coloured(content) : markedNodes(content)));
    place.scrollTop = 0;
    setText("log-limit", [limitOf(limit), isDecoded ? "" : text("log.notUtf8")].join(" ").trim());
  }

  #showDifference() {
    const { data, changedFrom } = this.#line;
    const place = document.getElementById("log-diff");
    place.hidden = !isChanged(this.#line) || data === null;
    place.replaceChildren();
    if (place.hidden) {
      return;
    }
    const { position, before, sent, received, after } = diff(changedFrom, data);
    const type = typeof data === "string" ? "text" : "binary";
    place.append(
      element("p", [text(`log.diff.${type}`, number(position))]),
      ...difference("sent", before, element("del", markedNodes(sent)), after),
      ...difference("received", before, element("ins", markedNodes(received)), after),
    );
  }
}

function difference(direction, before, changed, after) {
  const words = element("p", [text(`log.diff.${direction}`)]);
  const content = element("p", [...markedNodes(before), changed, ...markedNodes(after)]);
  words.className = "of";
  content.className = "wire";
  content.translate = false;
  return [words, content];
}

function aboutOf(line) {
  const detail = line.size === undefined ? undefined : detailOf({ ...line, data: undefined });
  const echo = echoOf(line);
  const isSame = echo !== "" && !isChanged(line);
  return [time(line.at), sizeOf(line), detail, echo, isSame ? text("log.same") : ""].filter(
    Boolean,
  );
}

function factsOf(line) {
  const { code, reason } = line.close ?? {};
  const name = closeCodeName(code) ?? "";
  const payload = line.kind === "state" ? "state" : "address";
  return [
    ...fact(payload, line.payload, true),
    ...fact("code", code === undefined ? "" : `${code} ${name}`.trim(), true),
    ...fact("reason", reason, true),
    ...fact("detail", detailOf(line), false),
  ];
}

function fact(name, value, isWire) {
  if (value === undefined || value === "") {
    return [];
  }
  const words = element("dd", isWire ? markedNodes(value) : [value]);
  words.translate = !isWire;
  words.className = isWire ? "wire" : "";
  return [element("dt", [text(`log.fact.${name}`)]), words];
}

function limitOf(limit) {
  if (limit === null) {
    return "";
  }
  return limit.bytes === undefined
    ? text("log.limit.characters", number(limit.characters))
    : text("log.limit.bytes", size(limit.bytes));
}

function coloured(json) {
  return jsonTokens(json).map(({ type, text: token }) => {
    if (type === "other") {
      return token;
    }
    const node = element(
      "span",
      type === "string" || type === "name" ? markedNodes(token) : [token],
    );
    node.className = type;
    return node;
  });
}

function element(tag, content) {
  const result = document.createElement(tag);
  result.append(...content);
  return result;
}
