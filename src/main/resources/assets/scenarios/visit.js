// One run of a scenario: opens a connection, acts as the scenario's client, and returns the report of
// the browser and the transcript of the server.

import { ownServer } from "../connection/address.js";
import { requestTranscript } from "../connection/transcripts.js";
import { withUser } from "./credentials.js";
import { recordedAddress } from "./place.js";

const PATIENCE = 10_000;

/**
 * @param scenario an entry of the catalogue
 * @param target its path and query
 * @param conduct what the page does; see conductAt()
 * @param patience the longest time to wait for the end [ms]
 * @param signal ends the visit without a report and a transcript
 * @returns address, without credentials; id of the transcript; report, {code, reason, wasClean}, or
 *     null if the connection did not end in time; transcript, or null if there is none; absence, the
 *     reason for that ("gone", "busy" or "unreachable")
 */
export async function visit(scenario, target, conduct, { patience, signal }) {
  const { address, id } = recordedAddress(scenario, target);
  if (conduct.credentials?.scheme === "cookie") {
    await attempt(new URL(target, ownServer()).href, patience, signal);
  }
  const report = await reportOf(address, conduct, patience, signal);
  const { transcript, absence } = signal.aborted
    ? { transcript: null, absence: null }
    : await requestTranscript(id, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
      });
  return { address, id, report, transcript, absence };
}

/** Connects, and ends the connection. A browser keeps the cookies of the response even if it fails. */
function attempt(address, patience, signal) {
  return new Promise(resolve => {
    const socket = new WebSocket(address);
    const end = () => socket.close();
    const timer = setTimeout(end, patience);
    socket.onopen = end;
    socket.onclose = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    signal.addEventListener("abort", end);
  });
}

function reportOf(address, conduct, patience, signal) {
  return new Promise(resolve => {
    const socket = new WebSocket(withUser(address, conduct.credentials), conduct.offers);
    const listeners = new AbortController();
    let awaited = conduct.sends.reduce((sum, { times }) => sum + times, 0);
    const settle = report => {
      clearTimeout(timer);
      listeners.abort();
      socket.close();
      resolve(report);
    };
    const listen = (type, action) =>
      socket.addEventListener(type, action, { signal: listeners.signal });
    const timer = setTimeout(() => settle(null), patience);

    listen("open", () => conduct.sends.forEach(message => send(socket, message)));
    listen("message", () => {
      awaited--;
      if (awaited === 0 && conduct.closes !== null) {
        socket.close(conduct.closes.code, conduct.closes.reason);
      }
    });
    listen("close", ({ code, reason, wasClean }) => settle({ code, reason, wasClean }));
    signal.addEventListener("abort", () => settle(null), { signal: listeners.signal });
  });
}

function send(socket, { type, data, repeat, times }) {
  const content = data.repeat(repeat);
  const payload = type === "text" ? content : bytesOf(content);
  for (let count = 0; count < times; count++) {
    socket.send(payload);
  }
}

function bytesOf(hexDigits) {
  return Uint8Array.from(hexDigits.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
}
