// What is known of the connections that have ended: the browser's report, the server's transcript,
// and advice.

import { summaryOf } from "../closing/closing.js";
import { adviceFor } from "./diagnosis.js";
import { absenceOfId, requestTranscript } from "./transcripts.js";

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
 * - absence: why there is no transcript: "asking", "other" (another server), "sequence" (which has
 *   chosen the id), "gone", "busy", "unreachable" or "taken" (the id belongs to another connection);
 *   null if there is one
 * - language: of the sentences in the transcript
 * - advice: an array of [text key, ...values]; null while it is being looked for
 */
export class LastConnection extends EventTarget {
  /** The ends, the most recent first. */
  ends = [];

  #requests = new AbortController();
  #isReconnecting;

  /** @param isReconnecting whether the visitor has chosen to reconnect automatically */
  constructor(connection, isReconnecting = () => document.getElementById("reconnect").checked) {
    super();
    this.#isReconnecting = isReconnecting;
    connection.addEventListener("ended", event => this.#add(event.detail));
  }

  /** The most recent end; undefined before the first. */
  get current() {
    return this.ends[0];
  }

  /** Requests the transcript of an end again if it is incomplete, or in another language. */
  async refresh(end) {
    const { report, transcript } = end;
    const isComplete = transcript !== null && hasEnded(transcript);
    if (report.id === null || (isComplete && end.language === document.documentElement.lang)) {
      return;
    }
    const answer = await request(report.id, 0, new AbortController().signal);
    // An incomplete transcript is better than none.
    if (answer.transcript !== null || transcript === null) {
      this.#set(end, answer);
    }
  }

  async #add(report) {
    this.#requests.abort();
    this.#requests = new AbortController();
    const { signal } = this.#requests;
    const end = {
      report,
      transcript: null,
      absence: report.id === null ? absenceOfId(report.address) : "asking",
      language: null,
      advice: null,
    };
    this.ends = [end, ...this.ends].slice(0, MAXIMUM_ENDS);
    this.#changed();
    for (const wait of report.id === null ? [] : WAITS) {
      const answer = await request(report.id, wait, signal);
      if (signal.aborted) {
        // The next connection has ended. Nothing waits for this one any longer.
        await this.refresh(end);
        break;
      }
      this.#set(end, answer);
      await this.#advise(end, answer);
      if (answer.transcript === null || hasEnded(answer.transcript)) {
        return;
      }
    }
    if (end.advice === null) {
      await this.#advise(end, { transcript: end.transcript, absence: null });
    }
  }

  #set(end, answer) {
    Object.assign(
      end,
      { language: document.documentElement.lang },
      isOfAnother(end.report, answer) ? { transcript: null, absence: "taken" } : answer,
    );
    this.#changed();
  }

  async #advise(end, answer) {
    const advice = await adviceAfter(end.report, answer);
    // Nobody needs the advice to enable what is enabled.
    end.advice = this.#isReconnecting() ? advice.map(withoutReconnecting) : advice;
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

function withoutReconnecting(item) {
  return item[0] === "advice.again" ? ["advice.reconnecting"] : item;
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
