package io.github.websocketecho.testing;

import java.net.URI;

/**
 * A server that is running.
 *
 * @param base its address, with the scheme http or https and a slash at the end
 * @param api its HTTP API
 * @param stop stops the server; does nothing if it was not started here
 */
record RunningServer(URI base, HttpApi api, Runnable stop) {

  static RunningServer at(URI base, Runnable stop) {
    return new RunningServer(base, new HttpApi(base), stop);
  }

  /** The address for WebSocket clients, without a slash at the end. */
  URI forWebSocket() {
    String address = base.toString();
    return URI.create("ws" + address.substring("http".length(), address.length() - 1));
  }

  /** Stops the server, and fails the requests that still wait for it. */
  void end() {
    api.closing();
    try {
      stop.run();
    } finally {
      api.close();
    }
  }
}
