// The address of the sequence, and the commands for a client and for the result.

import { copy } from "../base/clipboard.js";
import { isEnabled } from "../base/controls.js";
import { onClick, setText } from "../base/dom.js";
import { text } from "../base/texts.js";
import { snippet } from "../scenarios/snippets.js";
import { sequenceAddress } from "./watch.js";

const FEEDBACK_TIME = 4000;
const WAIT = "wait=30s";

const CONDUCT = { credentials: null, offers: [], sends: [], closes: null };

export class CommandsView {
  #fragment;
  #timer = null;

  /** @param fragment returns that of a link to the steps and the expectations */
  constructor(fragment) {
    this.#fragment = fragment;
    onClick("reconnection-copy", () => this.#copy("reconnection-address"));
    onClick("reconnection-commands-copy", () => this.#copy("reconnection-commands"));
    onClick("reconnection-link", () => this.#copyLink());
  }

  /** @param query the expectations */
  show(address, key, query) {
    const { href } = sequenceAddress(key, [query, WAIT].filter(Boolean).join("&"));
    const given = { address, transcript: href, conduct: CONDUCT };
    setText("reconnection-address", address);
    setText(
      "reconnection-commands",
      ["websocat", "curl"].map(language => snippet(language, given)).join("\n"),
    );
  }

  async #copy(id) {
    const element = document.getElementById(id);
    if (await copy(element.textContent)) {
      this.#showFeedback("scenarios.copied");
    } else {
      getSelection().selectAllChildren(element);
      this.#showFeedback("scenarios.selected");
    }
  }

  async #copyLink() {
    if (!isEnabled(document.getElementById("reconnection-link"))) {
      return;
    }
    const link = new URL(location.href);
    // The recipient's browser selects the language.
    link.searchParams.delete("lang");
    link.hash = this.#fragment();
    if (await copy(link.href)) {
      this.#showFeedback("link.copied");
    } else {
      history.replaceState(null, "", link);
      this.#showFeedback("link.notCopied");
    }
  }

  #showFeedback(key) {
    setText("reconnection-feedback", text(key));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => setText("reconnection-feedback"), FEEDBACK_TIME);
  }
}
