// Follows the transcript of a connection: as server-sent events, or by repeated requests if there is
// no event stream. Does not use the DOM.

import { hasEnded } from "../connection/last-connection.js";
import { requestTranscript, transcriptAddress } from "../connection/transcripts.js";

/** The state of an EventSource that does not reconnect. */
const CLOSED = 2;

/** The time between two requests [ms]. */
const INTERVAL = 2000;

/** The longest time without a transcript before the stream gives up [ms]. */
const PATIENCE = 30_000;

export class TranscriptStream {
  #show;
  #createSource;
  #source = null;
  #timer = null;
  #since = 0;
  #id = null;

  /**
   * @param show receives each {transcript, absence}, as in last-connection.js
   * @param createSource creates an EventSource
   */
  constructor(show, createSource = url => new EventSource(url)) {
    this.#show = show;
    this.#createSource = createSource;
  }

  /** Starts to follow a connection, instead of the one before. */
  start(id) {
    this.stop();
    this.#id = id;
    this.#since = performance.now();
    const source = this.#createSource(transcriptAddress(id, "/events"));
    this.#source = source;
    source.addEventListener("transcript", ({ data }) => {
      const transcript = JSON.parse(data);
      if (hasEnded(transcript)) {
        this.stop();
      }
      this.#show({ transcript, absence: null });
    });
    // After a lost connection, the browser reconnects by itself. It does not after an error response.
    source.addEventListener("error", () => {
      if (source.readyState === CLOSED) {
        source.close();
        this.#source = null;
        this.#poll();
      }
    });
  }

  stop() {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timer);
    this.#id = null;
  }

  async #poll() {
    const id = this.#id;
    const answer = await requestTranscript(id, { wait: "0s" });
    if (id !== this.#id) {
      return;
    }
    if (answer.transcript !== null) {
      this.#since = performance.now();
    }
    const isOver =
      answer.transcript === null
        ? performance.now() - this.#since > PATIENCE
        : hasEnded(answer.transcript);
    if (!isOver) {
      this.#timer = setTimeout(() => this.#poll(), INTERVAL);
    }
    this.#show(answer);
  }
}
