// Describes the headers of an opening handshake as they reached the server. Does not use the DOM.

const OF_PROXIES = new Set([
  "via",
  "forwarded",
  "true-client-ip",
  "cdn-loop",
  "x-real-ip",
  "x-client-ip",
  "x-request-id",
  "x-correlation-id",
  "x-cloud-trace-context",
  "x-scheme",
]);
const PREFIXES_OF_PROXIES = [
  "x-forwarded-",
  "x-original-",
  "x-envoy-",
  "x-amzn-",
  "x-b3-",
  "cf-",
  "fly-",
];

/** The value that the server records instead of one that may be secret. */
const LEFT_OUT = "(left out)";

const EXTENSIONS = "Sec-WebSocket-Extensions";

/**
 * Returns the headers in their order, each as {name, value, note}. note is [text key, ...values] if
 * there is something to say, otherwise null. value is null for a header that browsers send, but
 * that is missing.
 *
 * @param headers of the request, as in the transcript
 * @param expected the values that the browser sent: {host, origin}
 */
export function describe(headers, expected) {
  const described = Object.entries(headers).map(([name, value]) => ({
    name,
    value,
    note: noteOf(name.toLowerCase(), value, expected),
  }));
  // All current browsers offer permessage-deflate.
  const isMissing = !described.some(({ name }) => name.toLowerCase() === EXTENSIONS.toLowerCase());
  return isMissing
    ? [...described, { name: EXTENSIONS, value: null, note: ["server.header.noExtensions"] }]
    : described;
}

function noteOf(name, value, { host, origin }) {
  if (value === LEFT_OUT) {
    return ["server.header.secret"];
  }
  if (name === "host" && value !== host) {
    return ["server.header.changed", host];
  }
  if (name === "origin" && value !== origin) {
    return ["server.header.changed", origin];
  }
  return isOfProxy(name) ? ["server.header.proxy"] : null;
}

function isOfProxy(name) {
  return OF_PROXIES.has(name) || PREFIXES_OF_PROXIES.some(prefix => name.startsWith(prefix));
}
