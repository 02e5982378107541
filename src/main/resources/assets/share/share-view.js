// Links that set the fields: the button that copies one, and what one did when it was opened.

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
  code: "close-code",
  reason: "close-reason",
};

// These belong to a link only while the visitor sees them.
const RUN_FIELDS = { mode: "run-mode", kind: "run-kind", size: "run-size", count: "run-count" };

export class ShareView {
  #connection;
  #feedback = document.getElementById("link-feedback");
  #feedbackTimer = null;
  #fold = document.getElementById("round-trips-fold");

  /** Applies the link that the page came by. */
  constructor(connection) {
    this.#connection = connection;
    document.getElementById("copy-link").addEventListener("click", () => this.#copy());
    document.getElementById("open-form").addEventListener("submit", () => this.#note(null, []));
    addEventListener("hashchange", () => this.#apply());
    this.#apply();
  }

  #apply() {
    if (!isState(location.hash)) {
      return;
    }
    const { state, problems } = fromFragment(location.hash);
    for (const [key, value] of Object.entries(state)) {
      const field = fieldOf(key);
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (Object.keys(state).some(key => key in RUN_FIELDS)) {
      this.#fold.open = true;
    }
    if (Object.keys(state).length > 0 || problems.length > 0) {
      const applied = this.#connection.state === WebSocket.CLOSED ? "link.applied" : "link.applied.open";
      this.#note(Object.keys(state).length > 0 ? applied : "link.refused", problems);
    }
  }

  #note(key, problems) {
    document.getElementById("link-note").hidden = key === null;
    document.getElementById("link-words").textContent = key === null ? "" : text(key);
    showAdvice("link-problems", problems.map(([problem, ...values]) => [`link.${problem}.read`, ...words(values)]));
  }

  async #copy() {
    const fields = { ...FIELDS, ...(this.#fold.open ? RUN_FIELDS : {}) };
    const { state, problems } = fromFragment(toFragment(valuesOf(Object.keys(fields))));
    const link = new URL(location.href);
    // The colleague reads the page in a language of their own.
    link.searchParams.delete("lang");
    link.hash = toFragment(state);
    const said = problems.map(([problem, ...values]) => text(`link.${problem}`, ...words(values)));
    if (problems.some(([problem]) => problem === "tooLong")) {
      this.#tell(said);
    } else if (await copy(link.href)) {
      this.#tell([text("link.copied"), ...said]);
    } else {
      history.replaceState(null, "", link);
      this.#tell([text("link.notCopied"), ...said]);
    }
  }

  #tell(sentences) {
    this.#feedback.textContent = sentences.join(" ");
    clearTimeout(this.#feedbackTimer);
    this.#feedbackTimer = setTimeout(() => this.#feedback.textContent = "", FEEDBACK_TIME);
  }
}

function valuesOf(keys) {
  return Object.fromEntries(keys.map(key => [key, fieldOf(key).value]));
}

function fieldOf(key) {
  return document.getElementById({ ...FIELDS, ...RUN_FIELDS }[key]);
}

// A key of a link is known to a person by the label of its field.
function words(values) {
  return values.map(value => typeof value === "number" ? number(value) : fieldOf(value).labels[0].textContent);
}
