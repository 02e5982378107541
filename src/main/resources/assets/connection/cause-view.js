// Why the last connection failed, below its address, with the first advice.

import { showAdvice } from "../base/advice.js";
import { setText } from "../base/dom.js";
import { text } from "../base/texts.js";
import { summaryOf } from "../closing/closing.js";

const FAILURES = new Set(["unopened", "broken", "violation", "unanswered"]);

export class CauseView {
  #lastConnection;
  #isDismissed = false;
  #box = document.getElementById("cause");

  /**
   * @param retry opens a connection again
   * @param showDetails shows all that is known of the end
   */
  constructor(connection, lastConnection, { retry, showDetails }) {
    this.#lastConnection = lastConnection;
    connection.addEventListener("ended", () => (this.#isDismissed = false));
    connection.addEventListener("connected", () => this.dismiss());
    lastConnection.addEventListener("change", () => this.update());
    document.getElementById("cause-retry").addEventListener("click", retry);
    document.getElementById("cause-details").addEventListener("click", showDetails);
  }

  /** Hides the cause, because it belongs to an earlier connection. */
  dismiss() {
    this.#isDismissed = true;
    this.update();
  }

  update() {
    const { report, advice } = this.#lastConnection.current ?? {};
    const failed = report !== undefined && !this.#isDismissed && FAILURES.has(summaryOf(report));
    this.#box.hidden = !failed;
    if (!failed) {
      return;
    }
    setText("cause-summary", text(`closing.summary.${summaryOf(report)}`));
    const [first, ...others] = advice ?? [];
    showAdvice("cause-first", first === undefined ? [] : [first], "span");
    showAdvice("cause-advice", others);
    document.getElementById("cause-more").hidden = others.length === 0;
  }
}
