// The verdict at the top: whether WebSocket works between this browser and this server, and when that
// was tested.

import { setText } from "../base/dom.js";
import { duration, shortTime } from "../base/format.js";
import { text } from "../base/texts.js";
import { ownServer } from "../connection/address.js";
import { Connection } from "../connection/connection.js";
import { PATIENCE, runDemo } from "./demo.js";

export class VerdictView {
  #box = document.getElementById("verdict");
  // The server renders the first state.
  #result = { outcome: this.#box.dataset.state };
  #isChecking = false;
  #connection;

  /** @param connection whose later failures at this server make the verdict obsolete */
  constructor(connection) {
    this.#connection = connection;
    document.getElementById("verdict-again").addEventListener("click", () => this.#checkAgain());
    connection.addEventListener("ended", ({ detail: { address, opened, closeCalled } }) => {
      if (!opened && !closeCalled && address === ownServer() && !this.#isChecking) {
        this.#show({ outcome: "fails", at: new Date() });
      }
    });
    this.update();
  }

  /** Runs the test over a connection, and shows the result. */
  async check(connection, open) {
    if (!this.#isChecking) {
      this.#isChecking = true;
      this.#show({ outcome: "testing" });
      const result = await runDemo(connection, open);
      this.#isChecking = false;
      this.#show({ ...result, at: new Date() });
    }
  }

  update() {
    const { outcome, roundTrip, at } = this.#result;
    const state = outcome === "silent" ? "fails" : outcome;
    this.#box.dataset.state = state;
    setText("verdict-answer", text(`verdict.${state}`));
    setText("verdict-detail", this.#detail(outcome, roundTrip, at));
  }

  #detail(outcome, roundTrip, at) {
    switch (outcome) {
      case "works":
        return text("verdict.works.detail", duration(roundTrip), shortTime(at));
      case "silent":
        return text("verdict.silent", duration(PATIENCE), shortTime(at));
      case "fails":
        return text("verdict.fails.detail", shortTime(at));
      default:
        return "";
    }
  }

  // Over the visitor's connection, so that the cause of a failure is shown; but not if that is in use.
  #checkAgain() {
    const isFree = this.#connection.state === WebSocket.CLOSED;
    const connection = isFree ? this.#connection : new Connection();
    this.check(connection, address => connection.open(address));
  }

  #show(result) {
    this.#result = result;
    this.update();
  }
}
