// One run of a scenario: opens a connection of its own, does there what a client does, and brings
// back what the browser reported and what the server saw.

import { ownServer } from "../connection/address.js";
import { askForTranscript, withTranscript } from "../connection/transcripts.js";

const PATIENCE = 10_000;

/**
 * @param target path and query of the scenario
 * @param conduct what to send, and with what to close
 * @param patience how long to wait for the end at most [ms]
 * @param signal ends the visit: it then comes back without a report and a transcript
 * @returns address, id of the transcript; report: code, reason, wasClean, or null if no end came in
 *     time; transcript: null if there is none, with the reason in whyNot ("gone", "busy" or "unreachable")
 */
export async function visit(target, conduct, { patience, signal }) {
  const { address, id } = withTranscript(new URL(target, ownServer()).href);
  const report = await reportOf(address, conduct, patience, signal);
  const { transcript, whyNot } = signal.aborted
    ? { transcript: null, whyNot: null }
    : await askForTranscript(id, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
      });
  return { address, id, report, transcript, whyNot };
}

function reportOf(address, conduct, patience, signal) {
  return new Promise(resolve => {
    const socket = new WebSocket(address);
    const over = new AbortController();
    let awaited = conduct.sends.reduce((sum, { times }) => sum + times, 0);
    const settle = report => {
      clearTimeout(timer);
      over.abort();
      socket.close();
      resolve(report);
    };
    const listen = (type, action) => socket.addEventListener(type, action, { signal: over.signal });
    const timer = setTimeout(() => settle(null), patience);

    listen("open", () => conduct.sends.forEach(message => send(socket, message)));
    listen("message", () => {
      awaited--;
      if (awaited === 0 && conduct.closes !== null) {
        socket.close(conduct.closes.code, conduct.closes.reason);
      }
    });
    listen("close", ({ code, reason, wasClean }) => settle({ code, reason, wasClean }));
    signal.addEventListener("abort", () => settle(null), { signal: over.signal });
  });
}

function send(socket, { type, data, repeat, times }) {
  const content = data.repeat(repeat);
  const payload = type === "text" ? content : bytesOf(content);
  for (let count = 0; count < times; count++) {
    socket.send(payload);
  }
}

function bytesOf(digits) {
  return Uint8Array.from(digits.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
}
