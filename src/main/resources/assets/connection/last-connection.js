// What is known of the connections that have ended: the browser's report, the server's transcript,
// and advice.

import { summaryOf } from "../closing/closing.js";
import { adviceFor } from "./diagnosis.js";
import { requestTranscript } from "./transcripts.js";

/** How long each request waits for the end of the connection [s], because some connections end late. */
const WAITS = [1, 30, 30, 30];
const PATIENCE = 5000;

/** From this time without traffic on, a proxy may have ended the connection [ms]. */
const QUIET = 25_000;

/** The largest number of ended connections that are retained. */
export const MAXIMUM_ENDS = 10;

/**
 * Collects the ends of a connection. Event: "change". An end has these members:
 *
 * - report: the browser's (connection.js)
 * - transcript: the server's; null if there is none (yet)
 * - absence: why there is no transcript: "asking", "other" (another server), "gone", "busy",
 *   "unreachable" or "taken" (the id belongs to another connection); null if there is one
 * - advice: an array of [text key, ...values]; null while it is being looked for
 */
export class LastConnection extends EventTarget {
  /** The ends, the most recent first. */
  ends = [];

  #requests = new AbortController();

  constructor(connection) {
    super();
    connection.addEventListener("ended", event => this.#add(event.detail));
  }

  /** The most recent end; undefined before the first. */
  get current() {
    return this.ends[0];
  }

  async #add(report) {
    this.#requests.abort();
    this.#requests = new AbortController();
    const { signal } = this.#requests;
    const end = {
      report,
      transcript: null,
      absence: report.id === null ? "other" : "asking",
      advice: null,
    };
    this.ends = [end, ...this.ends].slice(0, MAXIMUM_ENDS);
    this.#changed();
    for (const wait of report.id === null ? [] : WAITS) {
      const answer = await request(report.id, wait, signal);
      if (signal.aborted) {
        break;
      }
      Object.assign(
        end,
        isOfAnother(report, answer) ? { transcript: null, absence: "taken" } : answer,
      );
      this.#changed();
      await this.#advise(end, answer);
      if (answer.transcript === null || hasEnded(answer.transcript)) {
        return;
      }
    }
    if (end.advice === null) {
      await this.#advise(end, { transcript: null, absence: null });
    }
  }

  async #advise(end, answer) {
    end.advice = await adviceAfter(end.report, answer);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** Whether the server has seen the end of the connection. */
export function hasEnded({ state }) {
  return state === "ended" || state === "refused";
}

async function adviceAfter(report, { transcript, absence }) {
  const summary = summaryOf(report);
  if (summary === "unopened") {
    return adviceFor(report.address, transcript);
  }
  if (absence === "unreachable" && (summary === "broken" || summary === "unanswered")) {
    return [["advice.unreachable"], ["advice.again"]];
  }
  return summary === "broken" ? [...idleAdvice(report), ["advice.again"]] : [];
}

// A proxy ends a connection without traffic after a time of its own, often after a minute.
function idleAdvice({ quietMillis }) {
  return quietMillis >= QUIET ? [["advice.idle", Math.round(quietMillis / 1000)]] : [];
}

function request(id, seconds, aborted) {
  const signal = AbortSignal.any([aborted, AbortSignal.timeout(seconds * 1000 + PATIENCE)]);
  return requestTranscript(id, { wait: `${seconds}s`, signal });
}

// The id was part of the address, and an open connection uses it, so the server rejected this one.
function isOfAnother(report, { transcript }) {
  return (
    transcript !== null && transcript.state === "open" && !report.opened && !report.closeCalled
  );
}
