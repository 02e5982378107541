// The row of fields for repeating a message.

import { enable, isEnabled, showProblem } from "../base/controls.js";
import { number } from "../base/format.js";
import { text } from "../base/texts.js";
import { throttled } from "../base/throttle.js";
import { MAXIMUM_COUNT, MAXIMUM_INTERVAL, parseInteger, Repeater } from "./repeater.js";

export class RepeatView {
  #repeater;
  #messageOf;
  #disabledReason = null;
  #count = document.getElementById("repeat-count");
  #interval = document.getElementById("repeat-interval");
  #button = document.getElementById("repeat-button");

  /** @param messageOf returns a function that returns the message with a number */
  constructor(connection, messageOf) {
    this.#messageOf = messageOf;
    const updateSoon = throttled(() => this.update());
    this.#repeater = new Repeater(connection, progress =>
      progress.state === "running" ? updateSoon() : this.update(),
    );
    this.#button.addEventListener("click", () => this.#startOrStop());
    [this.#count, this.#interval].forEach(field =>
      field.addEventListener("input", () => this.update()),
    );
  }

  /** @param disabledReason why nothing can be sent, or null */
  update(disabledReason = this.#disabledReason) {
    this.#disabledReason = disabledReason;
    const running = this.#repeater.isRunning;
    const { count, interval } = this.#read();
    showProblem(
      this.#count,
      document.getElementById("repeat-count-problem"),
      count === null ? text("repeat.count", number(MAXIMUM_COUNT)) : null,
    );
    showProblem(
      this.#interval,
      document.getElementById("repeat-interval-problem"),
      interval === null ? text("repeat.interval", number(MAXIMUM_INTERVAL)) : null,
    );
    const invalid = count === null || interval === null ? text("repeat.invalid") : null;
    this.#button.textContent = text(running ? "repeat.stop" : "repeat.start");
    enable(this.#button, running ? null : (disabledReason ?? invalid));
    this.#updateProgress(this.#repeater.progress);
  }

  #updateProgress(progress) {
    const bar = document.getElementById("repeat-bar");
    bar.hidden = progress === null;
    if (progress !== null) {
      bar.max = progress.count;
      bar.value = progress.sent;
      const words = progress.waiting ? "repeat.waiting" : `repeat.progress.${progress.state}`;
      document.getElementById("repeat-progress").textContent = text(
        words,
        number(progress.sent),
        number(progress.count),
      );
    }
  }

  #read() {
    return {
      count: parseInteger(this.#count.value, 1, MAXIMUM_COUNT),
      interval: parseInteger(this.#interval.value, 0, MAXIMUM_INTERVAL),
    };
  }

  #startOrStop() {
    this.update();
    if (this.#repeater.isRunning) {
      this.#repeater.stop();
    } else if (isEnabled(this.#button)) {
      const { count, interval } = this.#read();
      this.#repeater.start(this.#messageOf(), count, interval);
    }
  }
}
