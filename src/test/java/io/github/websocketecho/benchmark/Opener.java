package io.github.websocketecho.benchmark;

import java.io.IOException;
import java.time.Duration;

/** Opens connections, one after the other. */
@FunctionalInterface
interface Opener {

  /** As the options say: {@code port}, {@code tls}, {@code deflate}. */
  static Opener of(Options options) throws IOException {
    int port = options.number("port");
    boolean deflate = options.is("deflate");
    return options.is("tls")
        ? new TlsOpening(port)
        : (receiveBuffer, patience) ->
            new PlainChannel(Opening.open(port, deflate, receiveBuffer, patience));
  }

  /**
   * An open connection.
   *
   * @param receiveBuffer of the socket, in bytes; 0 for that of the system
   * @throws IOException if it does not come in time
   */
  ClientChannel open(int receiveBuffer, Duration patience) throws IOException;
}
