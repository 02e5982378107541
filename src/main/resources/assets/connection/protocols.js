// The browser's rules for subprotocols, checked before the browser throws.
// https://websockets.spec.whatwg.org/#dom-websocket-websocket

// A token of HTTP: https://www.rfc-editor.org/rfc/rfc9110#name-tokens
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Reads the field: names separated by commas.
 *
 * @returns protocols for the WebSocket constructor; problem, which is [text key, ...values], or null
 *     if they are valid
 */
export function readProtocols(field) {
  const protocols = field
    .split(",")
    .map(name => name.trim())
    .filter(name => name !== "");
  return { protocols, problem: problemOf(protocols) };
}

function problemOf(protocols) {
  const wrong = protocols.find(name => !TOKEN.test(name));
  if (wrong !== undefined) {
    return ["protocols.token", wrong];
  }
  const twice = protocols.find((name, index) => protocols.indexOf(name) < index);
  return twice === undefined ? null : ["protocols.twice", twice];
}
