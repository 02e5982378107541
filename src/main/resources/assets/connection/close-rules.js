// The browser's rules for close(code, reason), checked before the browser throws.
// https://websockets.spec.whatwg.org/#dom-websocket-close

export const MAXIMUM_REASON_BYTES = Number(document.body.dataset.maximumReasonBytes);

const encoder = new TextEncoder();

/**
 * Reads the two fields.
 *
 * @returns arguments for close(); bytes, the length of the reason in UTF-8; codeProblem and
 *     reasonProblem, each [text key, ...values], or null if the field is valid
 */
export function readClose(codeField, reason) {
  const codeText = codeField.trim();
  const bytes = encoder.encode(reason).length;
  return {
    arguments: closeArguments(codeText, reason),
    bytes,
    codeProblem: codeProblem(codeText, reason),
    reasonProblem: reasonProblem(reason, bytes),
  };
}

function closeArguments(codeText, reason) {
  if (codeText === "") {
    return [];
  }
  return reason === "" ? [Number(codeText)] : [Number(codeText), reason];
}

function codeProblem(codeText, reason) {
  if (codeText === "") {
    return reason === "" ? null : ["reason.withoutCode"];
  }
  if (!/^[0-9]+$/.test(codeText)) {
    return ["code.number"];
  }
  const code = Number(codeText);
  return code === 1000 || (code >= 3000 && code <= 4999) ? null : ["code.range", codeText];
}

function reasonProblem(reason, bytes) {
  if (!reason.isWellFormed()) {
    return ["reason.surrogate"];
  }
  return bytes > MAXIMUM_REASON_BYTES
    ? ["reason.tooLong", bytes, bytes - MAXIMUM_REASON_BYTES]
    : null;
}
