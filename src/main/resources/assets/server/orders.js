// The rules for what the server can be told to do, checked before it is asked. Does not use the DOM.

const encoder = new TextEncoder();

/** The longest text that the server sends on request [bytes]. */
export const MAXIMUM_TEXT_BYTES = 64 * 1024;

const SENDABLE = [
  [1000, 1003],
  [1007, 1014],
  [3000, 4999],
];

/** What is wrong with a text, as [text key, ...values]; null if the server can send it. */
export function textProblem(content) {
  const bytes = encoder.encode(content).length;
  return bytes > MAXIMUM_TEXT_BYTES ? ["server.problem.text", bytes, MAXIMUM_TEXT_BYTES] : null;
}

/** What is wrong with a code; null if the server can close with it. */
export function codeProblem(content) {
  const code = Number(content.trim());
  const isSendable =
    /^\d{4}$/.test(content.trim())
    && SENDABLE.some(([first, last]) => code >= first && code <= last);
  return isSendable ? null : ["server.problem.code"];
}

/** What is wrong with a reason; null if it fits into a close frame. */
export function reasonProblem(content, maximumBytes) {
  if (!content.isWellFormed()) {
    return ["reason.surrogate"];
  }
  const bytes = encoder.encode(content).length;
  return bytes > maximumBytes ? ["server.problem.reason", bytes, bytes - maximumBytes] : null;
}
