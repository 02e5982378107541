// Subprotocols to offer, and what a browser demands of them, told before it throws.
// https://websockets.spec.whatwg.org/#dom-websocket-websocket

// A token of HTTP: https://www.rfc-editor.org/rfc/rfc9110#name-tokens
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Reads the field: names with commas between them. The answer has the names for the WebSocket
 * constructor, or what is wrong with them: a key of the page's texts and the values to put in.
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
