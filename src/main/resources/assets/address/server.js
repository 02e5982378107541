// Corrects the addresses on the page. Behind a proxy, the server may not know its own address: the
// proxy may use TLS, or remove a prefix of the path.

// Characters that no shell replaces between double quotes.
const QUOTABLE = /^[\w\-.~/:?&=%+,;@()*[\]]*$/;

/** Replaces the address that the server assumes by the one with which the page was opened. */
export function correctServer() {
  const { root, server } = document.body.dataset;
  if (server === undefined) {
    return;
  }
  const actual = webSocketAddress(new URL(root, location.href));
  if (actual === server || !QUOTABLE.test(actual)) {
    return;
  }
  for (const element of document.querySelectorAll("main code, main .wire")) {
    element.textContent = corrected(element.textContent, server, actual);
  }
  for (const link of document.querySelectorAll("main a[href*='#address=']")) {
    link.hash = `#address=${encodeURIComponent(
      corrected(decodeURIComponent(link.hash.replace("#address=", "")), server, actual),
    )}`;
  }
}

/** Replaces one server by another in WebSocket and HTTP addresses. */
export function corrected(words, server, actual) {
  return words.replaceAll(server, actual).replaceAll(httpAddress(server), httpAddress(actual));
}

function webSocketAddress({ href }) {
  return href.replace(/^http/, "ws");
}

function httpAddress(address) {
  return address.replace(/^ws/, "http");
}
