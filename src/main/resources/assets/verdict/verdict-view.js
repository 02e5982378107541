// The verdict at the top: whether WebSocket works between this browser and this server, and when that
// was tested.

import { duration, shortTime } from "../base/format.js";
import { text } from "../base/texts.js";
import { ownServer } from "../connection/address.js";
import { Connection } from "../connection/connection.js";
import { PATIENCE, runDemo } from "./demo.js";

export class VerdictView {
  #box = document.getElementById("verdict");
  #result = { outcome: "off" };

  /** @param connection whose later failures at this server make the verdict obsolete */
  constructor(connection) {
    document.getElementById("verdict-again").addEventListener("click", () => this.#checkAgain());
    connection.addEventListener("ended", ({ detail: { address, opened, closeCalled } }) => {
      if (
        !opened
        && !closeCalled
        && address === ownServer()
        && this.#result.outcome !== "testing"
      ) {
        this.#show({ outcome: "fails", at: new Date() });
      }
    });
    this.update();
  }

  /** Runs the test over a connection, and shows the result. */
  async check(connection, open) {
    if (this.#result.outcome !== "testing") {
      this.#show({ outcome: "testing" });
      this.#show({ ...(await runDemo(connection, open)), at: new Date() });
    }
  }

  update() {
    const { outcome, roundTrip, at } = this.#result;
    const state = outcome === "silent" ? "fails" : outcome;
    this.#box.dataset.state = state;
    set("verdict-answer", text(`verdict.${state}`));
    set("verdict-detail", this.#detail(outcome, roundTrip, at));
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

  // Over a connection of its own, because the visitor's may be open.
  #checkAgain() {
    const connection = new Connection();
    this.check(connection, address => connection.open(address));
  }

  #show(result) {
    this.#result = result;
    this.update();
  }
}

function set(id, words) {
  const element = document.getElementById(id);
  if (element.textContent !== words) {
    element.textContent = words;
  }
}
