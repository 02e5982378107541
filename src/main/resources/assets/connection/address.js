// WebSocket addresses: the one of this server, and the rules of browsers.

// A host that is recognizable without a scheme: localhost, one with a dot, or one with a port.
const HOST =
  /^(localhost|[\w-]+(?:\.[\w-]+)+|[\w-]+(?=:\d)|\[[\da-fA-F:.]+\])(?::(\d{1,5}))?(?:[/?]|$)/;

/** The address of this server's echo: the page's own, with ws for http and wss for https. */
export function ownServer(page = location.href) {
  const address = new URL(".", page);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  address.search = "";
  address.hash = "";
  return address.href;
}

/**
 * The WebSocket address of an input: ws for http, wss for https, this server's for a path. A host
 * without a scheme gets wss if it is a public name without a port, otherwise the page's scheme. Any
 * other input stays as it is.
 */
export function webSocketAddress(input, page = location.href) {
  const candidate = completed(input, new URL(page).protocol === "https:" ? "wss:" : "ws:", page);
  return URL.canParse(candidate) && candidate !== input ? new URL(candidate).href : input;
}

function completed(input, scheme, page) {
  if (input.startsWith("//")) {
    return scheme + input;
  }
  if (input.startsWith("/")) {
    return ownServer(page) + input.slice(1);
  }
  const [, host, port] = HOST.exec(input) ?? [];
  if (host === undefined) {
    return input.replace(/^http(s?):/i, "ws$1:");
  }
  const isPublic = port === undefined && !isLoopback(host) && !isPrivate(host);
  return `${isPublic ? "wss:" : scheme}//${input}`;
}

/** What is wrong with an address, as [text key, ...values]; null if it is valid. */
export function addressProblem(address, page = location.href) {
  if (address === "") {
    return ["address.empty", new URL(ownServer(page))];
  }
  if (!URL.canParse(address) || /\s/.test(address)) {
    return ["address.invalid", new URL(ownServer(page))];
  }
  const url = new URL(address);
  if (url.protocol !== "ws:" && url.protocol !== "wss:") {
    return ["address.scheme"];
  }
  if (url.href.includes("#")) {
    return ["address.fragment"];
  }
  if (new URL(page).protocol === "https:" && url.protocol === "ws:" && !isLoopback(url.hostname)) {
    url.protocol = "wss:";
    return ["address.mixed", url];
  }
  return null;
}

/** The same address with the scheme for HTTP requests, as a URL. */
export function httpAddress(address) {
  const url = new URL(address);
  url.protocol = url.protocol === "wss:" ? "https:" : "http:";
  return url;
}

/**
 * Whether a host name (URL.hostname) is the visitor's own computer. Browsers treat it as secure with
 * any scheme.
 */
export function isLoopback(host) {
  return (
    host === "localhost"
    || host.endsWith(".localhost")
    || host === "[::1]"
    || /^127(\.\d+){3}$/.test(host)
  );
}

/** Whether a host name (URL.hostname) is recognizably in a private network. */
export function isPrivate(host) {
  return (
    /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host)
    || /^\[(f[cd]|fe[89ab])/.test(host)
    || host.endsWith(".local")
  );
}
