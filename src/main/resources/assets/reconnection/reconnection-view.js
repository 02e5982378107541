// The section that tests whether and when a client comes back: this page, or a client elsewhere.

import { enable, isEnabled } from "../base/controls.js";
import { onClick, setText } from "../base/dom.js";
import { duration, number } from "../base/format.js";
import { text } from "../base/texts.js";
import { ownServer } from "../connection/address.js";
import { waitBefore } from "../connection/backoff.js";
import { newId } from "../connection/transcripts.js";
import { loadEntries } from "../scenarios/catalogue.js";
import { isDecided } from "./attempts.js";
import { SequenceClient } from "./client.js";
import { codesInWords, includesCode } from "./codes.js";
import { CommandsView } from "./commands-view.js";
import { ExpectationsView } from "./expectations-view.js";
import { fromFragment, SECTION, toFragment } from "./link.js";
import { PresetsView } from "./presets-view.js";
import { ResultView } from "./result-view.js";
import { MAXIMUM_TARGET, offeredSteps, presetsOf, sequenceTarget } from "./steps.js";
import { StepsView } from "./steps-view.js";
import { requestSequence, SequenceWatch } from "./watch.js";

const PANEL = "reconnection";

/** For a client of this page that will not come back: the server need not wait for it. */
const FINAL = "wait=1ms";

export class ReconnectionView {
  #tabs;
  #steps = new StepsView(() => this.#edited());
  #presets = new PresetsView(preset => this.#fill(preset));
  #expectations = new ExpectationsView(() => this.#edited());
  #commands = new CommandsView(() => toFragment(this.#steps.steps, this.#expectations.query));
  #result = new ResultView();
  #watch = new SequenceWatch(answer => this.#show(answer));
  #client = null;
  #entries = null;
  #isLoading = false;
  #key = newId();
  #isUsed = false;
  /** The address whose steps the server knows, if the key is used. */
  #usedAddress = "";
  /** Whether the client of this page has met all steps, and ends. */
  #isFinishing = false;
  /** What is under way: "run" (in this page), "wait" (for a client elsewhere), or null. */
  #mode = null;
  /** What the status line says, as a text key with values. */
  #status = null;
  #run = document.getElementById("reconnection-run");
  #wait = document.getElementById("reconnection-wait");
  #stop = document.getElementById("reconnection-stop");
  #newKey = document.getElementById("reconnection-new");

  constructor(tabs) {
    this.#tabs = tabs;
    this.#run.addEventListener("click", () => this.#start("run", this.#run));
    this.#wait.addEventListener("click", () => this.#start("wait", this.#wait));
    this.#stop.addEventListener("click", () => {
      if (isEnabled(this.#stop)) {
        this.#end("reconnection.stopped");
      }
    });
    this.#newKey.addEventListener("click", () => {
      if (isEnabled(this.#newKey)) {
        this.#renewKey();
        this.update();
      }
    });
    onClick("reconnection-retry", () => this.#load());
    addEventListener("hashchange", () => this.#apply());
    tabs.onShow(PANEL, () => this.#load());
    document.addEventListener("languagechange", () => this.#changeLanguage());
    this.#apply();
  }

  /** Renders all words in the current language. */
  update() {
    this.#steps.update();
    this.#expectations.update();
    this.#result.update();
    this.#render();
  }

  async #load() {
    if (this.#isLoading || this.#entries !== null) {
      return;
    }
    this.#isLoading = true;
    document.getElementById("reconnection-not-loaded").hidden = true;
    const entries = await loadEntries().catch(() => null);
    this.#isLoading = false;
    if (entries === null) {
      document.getElementById("reconnection-not-loaded").hidden = false;
    } else {
      this.#offer(entries);
      document.getElementById("reconnection-content").hidden = false;
      this.#apply();
      if (this.#steps.steps.length === 0) {
        this.#fill(this.#presets.first);
      }
      this.#render();
    }
  }

  // The sentences of the catalogue and of the verdict are those of the server.
  async #changeLanguage() {
    if (this.#entries !== null) {
      const entries = await loadEntries().catch(() => null);
      if (entries !== null) {
        this.#offer(entries);
      }
    }
    await this.#judgeAgain();
  }

  /** Shows the verdict by the current expectations, in the current language. */
  async #judgeAgain() {
    const { query } = this.#expectations;
    if (!this.#isUsed || this.#mode !== null || this.#expectations.hasProblem) {
      return;
    }
    const key = this.#key;
    const { sequence } = await requestSequence(key, query);
    if (sequence !== null && key === this.#key && query === this.#expectations.query) {
      this.#result.show(sequence);
    }
  }

  #offer(entries) {
    this.#entries = entries;
    const offered = offeredSteps(entries);
    this.#steps.offer(offered);
    this.#presets.offer(presetsOf(offered));
    // A client asks for one name, so no step is at another one.
    const here = entries.filter(({ server }) => server === null);
    document
      .getElementById("reconnection-addresses")
      .replaceChildren(...here.map(({ example }) => new Option("", example.slice(1))));
  }

  #fill({ steps, expectations }) {
    this.#steps.set(steps);
    this.#expectations.set(expectations);
    this.#changed();
  }

  // A link opens the section. It starts nothing.
  #apply() {
    const linked = fromFragment(location.hash);
    if (linked === null) {
      if (location.hash === SECTION) {
        this.#tabs.show(PANEL);
      }
      return;
    }
    if (this.#entries === null) {
      this.#tabs.show(PANEL);
    } else if (this.#mode === null) {
      this.#tabs.show(PANEL);
      this.#presets.clear();
      this.#fill(linked);
    }
  }

  #edited() {
    this.#presets.clear();
    this.#changed();
  }

  // The first attempt fixes the steps of a key.
  #changed() {
    if (this.#mode === null && this.#isUsed && this.#address !== this.#usedAddress) {
      this.#renewKey();
    }
    if (this.#mode !== null && !this.#expectations.hasProblem) {
      this.#ask();
    }
    this.#judgeAgain();
    this.#render();
  }

  get #hasProblem() {
    return this.#steps.hasProblem || this.#expectations.hasProblem;
  }

  get #address() {
    return ownServer() + sequenceTarget(this.#key, this.#steps.steps);
  }

  #renewKey() {
    this.#key = newId();
    this.#isUsed = false;
    this.#status = null;
    this.#result.show(null);
  }

  #start(mode, button) {
    if (!isEnabled(button)) {
      return;
    }
    if (mode === "run" && this.#isUsed) {
      this.#renewKey();
    }
    this.#mode = mode;
    this.#isFinishing = false;
    this.#usedAddress = this.#address;
    this.#status = ["reconnection.waiting"];
    if (mode === "run") {
      this.#client = new SequenceClient(({ code }) => includesCode(code));
      this.#client.addEventListener("change", () => this.#clientChanged());
      this.#client.start(this.#address);
      this.#isUsed = true;
    }
    this.#watch.start(this.#key, this.#expectations.query);
    this.#render();
  }

  #end(key, ...values) {
    this.#watch.stop();
    this.#client?.stop();
    this.#client = null;
    this.#mode = null;
    this.#status = [key, ...values];
    this.#render();
  }

  #ask() {
    const hasEnded = this.#client?.hasEnded === true;
    this.#watch.ask([this.#expectations.query, hasEnded ? FINAL : ""].filter(Boolean).join("&"));
  }

  #clientChanged() {
    const client = this.#client;
    if (client === null || this.#isFinishing) {
      return;
    }
    if (client.isWaiting) {
      this.#status = ["reconnection.run.pause", duration(waitBefore(client.retry))];
    } else if (client.hasEnded) {
      this.#status = ["reconnection.run.resting"];
      this.#ask();
    } else {
      this.#status = ["reconnection.run.attempt", number(client.attempts)];
    }
    this.#render();
  }

  #show({ sequence, absence, isUnchanged, isOver }) {
    if (sequence !== null) {
      this.#isUsed = true;
      this.#result.show(sequence);
    }
    if (isOver) {
      this.#end(
        this.#isFinishing
          ? "reconnection.run.over"
          : absence === "rejected"
            ? "reconnection.rejected"
            : "reconnection.over",
      );
      return;
    }
    if (this.#mode === "run" && sequence !== null && isDecided(sequence, isUnchanged)) {
      // The client goes, and the watch sees its end.
      this.#isFinishing = true;
      this.#client.stop();
      this.#watch.finish();
    } else if (sequence === null) {
      this.#status = [
        absence === "none" ? "reconnection.waiting" : `reconnection.absence.${absence}`,
      ];
    } else if (this.#mode === "wait") {
      this.#status = ["reconnection.watching", number(sequence.attempts.at(-1)?.number ?? 0)];
    }
    this.#render();
  }

  #render() {
    const isActive = this.#mode !== null;
    const isLong = sequenceTarget(this.#key, this.#steps.steps).length > MAXIMUM_TARGET;
    setText(
      "reconnection-long",
      isLong ? text("reconnection.steps.long", number(MAXIMUM_TARGET)) : "",
    );
    const active = isActive ? text("reconnection.active") : null;
    const wrong = this.#hasProblem || isLong ? text("reconnection.invalid") : null;
    enable(this.#run, active ?? wrong);
    enable(this.#wait, active ?? wrong);
    enable(this.#stop, isActive ? null : text("reconnection.idle"));
    enable(this.#newKey, active);
    enable(document.getElementById("reconnection-link"), wrong);
    this.#presets.lock(isActive);
    this.#steps.lock(isActive);
    setText(
      "reconnection-how",
      text(
        "reconnection.run.how",
        codesInWords(),
        duration(waitBefore(1)),
        duration(waitBefore(99)),
      ),
    );
    setText("reconnection-status", this.#status === null ? "" : text(...this.#status));
    if (this.#steps.steps.length > 0) {
      this.#commands.show(this.#address, this.#key, this.#expectations.query);
    }
  }
}
