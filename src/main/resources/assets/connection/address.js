// WebSocket addresses: this server's own, and what a browser accepts.

/** The address of this server's echo: where the page came from, with ws for http and wss for https. */
export function ownServer(page = location.href) {
  const address = new URL(".", page);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  address.search = "";
  address.hash = "";
  return address.href;
}

/** What is wrong with an address, as a key of the page's texts with its values; null if nothing is. */
export function addressProblem(address, page = location.href) {
  if (address === "") {
    return ["address.empty", ownServer(page)];
  }
  if (!URL.canParse(address)) {
    return ["address.invalid", ownServer(page)];
  }
  const url = new URL(address);
  if (url.protocol !== "ws:" && url.protocol !== "wss:") {
    const meant = meantAddress(url);
    return meant === null ? ["address.scheme"] : ["address.scheme.try", meant];
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

/** The address for HTTP requests at the same place. */
export function httpAddress(address) {
  const url = new URL(address);
  url.protocol = url.protocol === "wss:" ? "https:" : "http:";
  return url;
}

// An address for HTTP, or host:port, which looks like a scheme.
function meantAddress(url) {
  const { protocol, href } = url;
  if (protocol === "http:" || protocol === "https:") {
    return href.replace(/^http/, "ws");
  }
  return /^[^/:]+:\d+(\/|$)/.test(href) && URL.canParse(`ws://${href}`)
    ? new URL(`ws://${href}`).href
    : null;
}

/** Whether a host name, as a URL has it, is the visitor's own computer: browsers take it for secure whatever the scheme. */
export function isLoopback(host) {
  return (
    host === "localhost"
    || host.endsWith(".localhost")
    || host === "[::1]"
    || /^127(\.\d+){3}$/.test(host)
  );
}

/** Whether a host name, as a URL has it, belongs to a private network, as far as it tells. */
export function isPrivate(host) {
  return (
    /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host)
    || /^\[(f[cd]|fe[89ab])/.test(host)
    || host.endsWith(".local")
  );
}
