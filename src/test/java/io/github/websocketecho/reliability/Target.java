package io.github.websocketecho.reliability;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A server on this machine.
 *
 * @param port speaks plain HTTP
 * @param tlsPort speaks TLS; 0 if there is none
 */
record Target(int port, int tlsPort) {

  /** Where plain HTTP is spoken. */
  InetSocketAddress plain() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * Where TLS is spoken.
   *
   * @throws IllegalStateException if there is no such port
   */
  InetSocketAddress tls() {
    if (tlsPort == 0) {
      throw new IllegalStateException("This attack needs a TLS port");
    }
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), tlsPort);
  }
}
