// The lesson: its examples run at once, and the last close event stands beside them.

import { enable, isEnabled } from "../base/controls.js";
import { setText } from "../base/dom.js";
import { shortTime } from "../base/format.js";
import { text } from "../base/texts.js";
import { ownServer } from "../connection/address.js";

export class LessonView {
  #connection;
  #report = null;
  #examples = [...document.querySelectorAll("[data-example]")];

  /** @param open opens a connection to an address */
  constructor(connection, open) {
    this.#connection = connection;
    for (const example of this.#examples) {
      example.addEventListener("click", () => {
        if (isEnabled(example)) {
          open(ownServer() + example.dataset.example);
        }
      });
    }
    connection.addEventListener("state", () => this.#updateExamples());
    connection.addEventListener("ended", ({ detail }) => {
      this.#report = detail;
      this.update();
    });
    this.update();
  }

  update() {
    this.#updateExamples();
    // The values of the event are the same in every language.
    document.getElementById("lesson-result").translate = this.#report === null;
    if (this.#report === null) {
      setText("lesson-result", text("lesson.nothing"));
      setText("lesson-source", "");
    } else {
      const { address, at, code, reason, wasClean } = this.#report;
      setText("lesson-result", `${code} ${JSON.stringify(reason)} ${wasClean}`);
      setText("lesson-source", text("lesson.source", address, shortTime(at)));
    }
  }

  #updateExamples() {
    const reasons = ["open.connecting", "open.busy", "open.waiting"];
    const reason = reasons[this.#connection.state];
    this.#examples.forEach(example => enable(example, reason === undefined ? null : text(reason)));
  }
}
