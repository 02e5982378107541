package io.github.websocketecho.support;

import java.io.IOException;
import org.springframework.core.env.Environment;

/**
 * The server of a test, and the clients that connect to it: by TLS where the test says {@link
 * OverTls}. A test imports it as a bean.
 */
public final class TestServer {

  private final Environment environment;

  TestServer(Environment environment) {
    this.environment = environment;
  }

  /** A connection on which nothing has been said. */
  public RawClient connect() throws IOException {
    return isTls() ? RawClient.connectTls(port()) : RawClient.connect(port());
  }

  /** An open WebSocket connection. */
  public RawClient open(String target, String... moreHeaders) throws IOException {
    return connect().upgrade(target, moreHeaders);
  }

  /** An open WebSocket connection of the JDK's client. */
  public Recorder record(String target, String... subprotocols) {
    return isTls()
        ? Recorder.openTls(port(), target, subprotocols)
        : Recorder.open(port(), target, subprotocols);
  }

  private boolean isTls() {
    return environment.containsProperty("server.ssl.bundle");
  }

  private int port() {
    return environment.getRequiredProperty("local.server.port", Integer.class);
  }
}
