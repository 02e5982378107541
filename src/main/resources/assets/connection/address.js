// WebSocket addresses: the one of this server, and the rules of browsers.

/** The address of this server's echo: the page's own, with ws for http and wss for https. */
export function ownServer(page = location.href) {
  const address = new URL(".", page);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  address.search = "";
  address.hash = "";
  return address.href;
}

/** What is wrong with an address, as [text key, ...values]; null if it is valid. */
export function addressProblem(address, page = location.href) {
  if (address === "") {
    return ["address.empty", ownServer(page)];
  }
  if (!URL.canParse(address)) {
    return ["address.invalid", ownServer(page)];
  }
  const url = new URL(address);
  if (url.protocol !== "ws:" && url.protocol !== "wss:") {
    const suggestion = suggestionFor(url);
    return suggestion === null ? ["address.scheme"] : ["address.scheme.try", suggestion];
  }
  if (url.href.includes("#")) {
    return ["address.fragment"];
  }
  if (new URL(page).protocol === "https:" && url.protocol === "ws:" && !isLoopback(url.hostname)) {
    url.protocol = "wss:";
    return ["address.mixed", url.href];
  }
  return null;
}

/** The same address with the scheme for HTTP requests, as a URL. */
export function httpAddress(address) {
  const url = new URL(address);
  url.protocol = url.protocol === "wss:" ? "https:" : "http:";
  return url;
}

// The visitor may have typed an HTTP address, or host:port, in which the host looks like a scheme.
function suggestionFor(url) {
  const { protocol, href } = url;
  if (protocol === "http:" || protocol === "https:") {
    return href.replace(/^http/, "ws");
  }
  return /^[^/:]+:\d+(\/|$)/.test(href) && URL.canParse(`ws://${href}`)
    ? new URL(`ws://${href}`).href
    : null;
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
