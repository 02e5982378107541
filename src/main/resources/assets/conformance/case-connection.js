// Runs one case of the conformance suite on a connection of its own: echoes, and ends with it.

/** After this time [ms], a case ends without the server, which ends each case earlier. */
export const PATIENCE = 300_000;

/**
 * Echoes every message with its type until the connection has ended. Pings and close frames are the
 * browser's.
 *
 * The result is the server's: a browser tells no page of a connection that it opens and fails at once.
 *
 * @param address of the case
 * @param signal ends the connection when it is aborted
 * @param Socket the class of the connection
 */
export function runCase(address, signal, Socket = WebSocket) {
  return new Promise(resolve => {
    const socket = new Socket(address);
    // "blob" would be read later, and messages could overtake each other.
    socket.binaryType = "arraybuffer";
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", leave);
      resolve();
    };
    const leave = () => {
      socket.close();
      end();
    };
    const timer = setTimeout(leave, PATIENCE);
    signal.addEventListener("abort", leave);
    socket.onmessage = ({ data }) => socket.send(data);
    socket.onclose = end;
  });
}

/**
 * The address of a case.
 *
 * @param root the URL of the server's root
 * @param id of the case
 */
export function addressOf(root, id, { agent, run }) {
  const url = new URL("all/runCase", root);
  url.protocol = url.protocol.replace("http", "ws");
  url.search = new URLSearchParams({ casetuple: id, agent, run });
  return url.href;
}
