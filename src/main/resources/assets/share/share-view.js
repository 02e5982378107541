// Links that set the fields: the button that copies one, and the note after one was opened.

import { showAdvice } from "../base/advice.js";
import { copy } from "../base/clipboard.js";
import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { fromFragment, isState, toFragment } from "./link.js";

const FEEDBACK_TIME = 4000;

const FIELDS = {
  address: "address",
  protocols: "protocols",
  text: "text-view",
  json: "json-view",
  hex: "hex-view",
  code: "close-code",
  reason: "close-reason",
  mode: "run-mode",
  kind: "run-kind",
  size: "run-size",
  count: "run-count",
};

export class ShareView {
  #connection;
  #tabs;
  #feedback = document.getElementById("link-feedback");
  #feedbackTimer = null;
  #shown = [null, []];

  /** Applies the link with which the page was opened. */
  constructor(connection, tabs) {
    this.#connection = connection;
    this.#tabs = tabs;
    document.getElementById("copy-link").addEventListener("click", () => this.#copy());
    document.getElementById("open-form").addEventListener("submit", () => this.#note(null, []));
    addEventListener("hashchange", () => this.#apply());
    this.#apply();
  }

  update() {
    this.#note(...this.#shown);
  }

  #apply() {
    if (!isState(location.hash)) {
      return;
    }
    const { state, problems } = fromFragment(location.hash);
    for (const [key, value] of Object.entries(state)) {
      const field = fieldOf(key);
      this.#show(field);
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (Object.keys(state).length > 0 || problems.length > 0) {
      const applied =
        this.#connection.state === WebSocket.CLOSED ? "link.applied" : "link.applied.open";
      this.#note(Object.keys(state).length > 0 ? applied : "link.refused", problems);
    }
  }

  // Makes a field visible: its tab, its kind of message, or the options.
  #show(field) {
    const panel = field.closest("[role=tabpanel]");
    if (panel !== null) {
      this.#tabs.show(panel.id);
    }
    const kind = field.closest("[data-kind-panel]")?.dataset.kindPanel;
    if (kind !== undefined) {
      document.querySelector(`#message-kinds [value="${kind}"]`).click();
    }
    const options = field.closest("#options[hidden]");
    if (options !== null) {
      document.querySelector(`[aria-controls="${options.id}"]`).click();
    }
  }

  #note(key, problems) {
    this.#shown = [key, problems];
    document.getElementById("link-note").hidden = key === null;
    document.getElementById("link-words").textContent = key === null ? "" : text(key);
    showAdvice(
      "link-problems",
      problems.map(([problem, ...values]) => [`link.${problem}.read`, ...words(values)]),
    );
  }

  async #copy() {
    const { state, problems } = fromFragment(toFragment(shownValues()));
    const link = new URL(location.href);
    // The recipient's browser selects the language.
    link.searchParams.delete("lang");
    link.hash = toFragment(state);
    const sentences = problems.map(([problem, ...values]) =>
      text(`link.${problem}`, ...words(values)),
    );
    if (problems.some(([problem]) => problem === "tooLong")) {
      this.#showFeedback(sentences);
    } else if (await copy(link.href)) {
      this.#showFeedback([text("link.copied"), ...sentences]);
    } else {
      history.replaceState(null, "", link);
      this.#showFeedback([text("link.notCopied"), ...sentences]);
    }
  }

  #showFeedback(sentences) {
    this.#feedback.textContent = sentences.join(" ");
    clearTimeout(this.#feedbackTimer);
    this.#feedbackTimer = setTimeout(() => (this.#feedback.textContent = ""), FEEDBACK_TIME);
  }
}

// A link contains only the values that the visitor sees: no other kinds of messages, no folded settings.
function shownValues() {
  const shown = Object.keys(FIELDS).filter(key => fieldOf(key).closest("[hidden]") === null);
  return Object.fromEntries(shown.map(key => [key, fieldOf(key).value]));
}

function fieldOf(key) {
  return document.getElementById(FIELDS[key]);
}

// Replaces the key of a field by its label.
function words(values) {
  return values.map(value =>
    typeof value === "number" ? number(value) : fieldOf(value).labels[0].textContent,
  );
}
